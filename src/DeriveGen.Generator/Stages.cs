using DeriveGen.Compiler;
using DeriveGen.Compiler.Emission;
using DeriveGen.Compiler.Model;

namespace DeriveGen.Generator;

/// <summary>The stages behind the declaration, run by the generator and by the analyzer alike.</summary>
public static class Stages
{
    /// <summary>The generator and the analyzer run in one process and ask for the same networks.</summary>
    private static readonly RecentResults<NetworkModel, CompiledNetwork> Recent = new(capacity: 32);

    /// <summary>Takes a model through the compiler. A failure of DeriveGen itself becomes a problem of the network, never an exception.</summary>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public static CompiledNetwork Compile(NetworkModel model, CancellationToken cancellation) =>
        Guarded(
            () => Recent.Get(model, declared => NetworkCompiler.Compile(declared, cancellation)),
            problem => new CompiledNetwork(model.FullName + ".g.cs", "", [problem]),
            "compilation",
            model.Name);

    /// <summary>The members of a network whose declaration has errors; none where even that fails.</summary>
    public static CompiledNetwork Sketch(NetworkModel model) => Guarded(
        () => new CompiledNetwork(model.FullName + ".g.cs", Stub.Write(model), []), problem => new CompiledNetwork(model.FullName + ".g.cs", "", [problem]), "sketch", model.Name);

    /// <summary>Runs a stage and turns whatever it throws, but cancellation, into a problem that says what to report.</summary>
    internal static T Guarded<T>(Func<T> stage, Func<Problem, T> failed, string name, string network)
    {
        try
        {
            return stage();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return failed(Problem.Of(Descriptors.InternalError, Declaration.NotWritten, name, network, Describe(exception)));
        }
    }

    /// <summary>The exception on one line, with where it was thrown.</summary>
    private static string Describe(Exception exception)
    {
        var place = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim();
        var message = string.Join(" ", exception.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return $"{exception.GetType().Name}: {message} ({place ?? "nowhere"})";
    }
}
