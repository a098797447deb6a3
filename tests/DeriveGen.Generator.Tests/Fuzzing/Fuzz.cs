using System.Globalization;
using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Generator.Tests.Driver;
using DeriveGen.Generator.Tests.Training;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>Tries random networks, many to a compilation, and makes a small declaration of each that fails.</summary>
internal static class Fuzz
{
    private const int MostShrunk = 3;

    /// <summary>Tries networks together. Returns a message for each that fails: its declaration, the seed, the call, and what differed.</summary>
    public static IReadOnlyList<string> Run(IEnumerable<RandomNetwork> drawn, Differences differences)
    {
        RandomNetwork[] networks = [.. drawn.Select(WithKeep)];
        LoadedNetworks? loaded = null;
        try
        {
            loaded = LoadedNetworks.Of([OwnLayers.Source, .. networks.Select(network => network.Source)]);
        }
        catch (Exception)
        {
            // One of them cannot be compiled: each is tried by itself below.
        }

        var failures = new List<string>();
        foreach (RandomNetwork network in networks)
        {
            if ((loaded is null ? Failure(network) : Failure(network, loaded, differences)) is { } failure)
            {
                string last = failure;
                RandomNetwork small = failures.Count < MostShrunk ? Shrink(network, failure, out last) : network;
                failures.Add($"seed {network.Seed}: {last}\n{small}{(small.Lines.Count < network.Lines.Count ? $"It is a part of this network, which failed first ({failure}):\n{network}" : "")}");
            }
        }

        return failures;
    }

    /// <summary>What is wrong with a network, or null.</summary>
    public static string? Failure(RandomNetwork network)
    {
        try
        {
            return Failure(network, LoadedNetworks.Of(OwnLayers.Source, network.Source), new Differences());
        }
        catch (Exception exception)
        {
            return "compilation: " + FirstLine(exception);
        }
    }

    private static string? Failure(RandomNetwork network, LoadedNetworks loaded, Differences differences)
    {
        try
        {
            (NetworkEquations? equations, var problems) = Instantiation.Instantiate(loaded.ModelOf(network.Name));
            if (equations is null)
            {
                return "declaration: " + string.Join("; ", problems.Select(problem => problem.ToString().Split('\n')[0]));
            }

            return network.Precision == Precision.Double ? Failure<double>(network, loaded, differences) : Failure<float>(network, loaded, differences);
        }
        catch (Exception exception)
        {
            return "reference: " + FirstLine(exception);
        }
    }

    private static string? Failure<T>(RandomNetwork network, LoadedNetworks loaded, Differences differences)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var trial = new Trial<T>(loaded, network, differences);
        try
        {
            trial.Run();
            return null;
        }
        catch (Exception exception)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{FirstLine(exception)}, in a call of {trial.Examples} examples");
        }
    }

    /// <summary>Leaves out lines while what remains is legal and fails in the same way, judged by the first word of the message.</summary>
    private static RandomNetwork Shrink(RandomNetwork network, string failure, out string last)
    {
        string kind = Kind(failure);
        last = failure;
        for (int line = network.Lines.Count - 1; line > 0; line = Math.Min(line, network.Lines.Count) - 1)
        {
            RandomNetwork smaller = network.Without(line);
            if (Equations(smaller) is not null && WithKeep(smaller) is { } kept && Failure(kept) is { } still && Kind(still) == kind)
            {
                network = kept;
                last = still;
            }
        }

        return network;
    }

    private static string Kind(string failure) => failure.Split(' ', ',', ':')[0];

    /// <summary>Keeps what is drawn, for the reference to take over, and at random some more of what is computed.</summary>
    private static RandomNetwork WithKeep(RandomNetwork network)
    {
        if (Equations(network) is not { } equations)
        {
            return network;
        }

        var random = new Random(network.Seed);
        Tensor[] forward = [.. equations.Training.Tensors.Where(tensor => tensor.Kind == TensorKind.Forward && tensor.Rank > 0)];
        IEnumerable<string> names = equations.Training.Tensors.Where(tensor => tensor.Kind is TensorKind.Random or TensorKind.Gaussian).Select(tensor => tensor.Name);
        if (random.Next(3) == 0 && !equations.Inputs[0].IsInteger)
        {
            names = names.Append(equations.Inputs[0].Name + "Bar");
        }

        if (random.Next(4) == 0 && forward.Length > 0)
        {
            string some = forward[random.Next(forward.Length)].Name;
            names = names.Append(some);
        }

        return network with { Keep = string.Join(", ", names) };
    }

    private static NetworkEquations? Equations(RandomNetwork network)
    {
        NetworkModel? model = UserProject.Of(OwnLayers.Source, network.Source).Read(network.Name).Model;
        return model is null ? null : Instantiation.Instantiate(model).Equations;
    }

    private static string FirstLine(Exception exception) =>
        (exception is Xunit.Sdk.XunitException ? "" : exception.GetType().Name + ": ") + exception.Message.Split('\n')[0];
}
