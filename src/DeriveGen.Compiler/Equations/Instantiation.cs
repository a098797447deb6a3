using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Equations;

/// <summary>From a declared network to equations: the texts of its layers, one behind the other, renamed and with their parameters filled in.</summary>
/// <remarks>Nothing here knows a layer: what a layer, a loss or an optimizer does is in its text.</remarks>
public static class Instantiation
{
    /// <summary>The network's equations, or the problems that stand in the way; warnings stand beside equations.</summary>
    public static (NetworkEquations? Equations, EquatableArray<Problem> Problems) Instantiate(NetworkModel model)
    {
        var problems = new ProblemList();
        try
        {
            return Instantiate(model, problems);
        }
        catch (OverflowException)
        {
            // Positions are 32-bit numbers, computed checked.
            problems.Add(Problem.Of(Descriptors.TooLarge, Declaration.NotWritten, model.Name, string.Empty));
            return (null, problems.ToArray());
        }
    }

    private static (NetworkEquations? Equations, EquatableArray<Problem> Problems) Instantiate(NetworkModel model, ProblemList problems)
    {
        problems.AddRange(StackChecks.Of(model));
        if (problems.HasErrors)
        {
            return (null, problems.ToArray());
        }

        var stack = new Stack(model, problems);
        stack.BindAll();
        if (problems.HasErrors || !StackChecks.OfStack(stack, problems))
        {
            return (null, problems.ToArray());
        }

        LoweredStack? lowered = LoweredStack.Of(stack, problems);
        if (lowered is null)
        {
            return (null, problems.ToArray());
        }

        EquatableArray<ParameterDeclaration> parameters = ParameterList.Of(stack, lowered);
        var optimizer = new OptimizerBuilder(stack, parameters, problems);
        optimizer.BuildAll();
        StackChecks.OfNames(stack, lowered, parameters, problems);
        if (problems.HasErrors)
        {
            return (null, problems.ToArray());
        }

        return (new NetworkEquations
        {
            Model = model,
            Training = lowered.Training,
            Evaluation = lowered.Evaluation,
            Optimizer = optimizer.System,
            Examples = stack.Examples,
            Sizes = stack.Sizes.All.Where(size => size != stack.Examples).ToEquatableArray(),
            Inputs = stack.Given(TensorKind.Input),
            Targets = stack.Given(TensorKind.Target),
            Parameters = parameters,
            States = ParameterList.StatesOf(stack, lowered).Concat(optimizer.States).ToEquatableArray(),
            Constants = lowered.Training.Tensors.Concat(lowered.Evaluation.Tensors).Concat(optimizer.System.Tensors)
                .Where(tensor => tensor.Kind == TensorKind.Constant).Distinct().ToEquatableArray(),
            Settings = optimizer.Settings,
            Kept = stack.KeptNames.Select(name => lowered.Find(name)).OfType<Tensor>()
                .Concat(lowered.Evaluation.Outputs.Skip(1).Where(output => output.Kind == TensorKind.Forward)).Distinct().ToEquatableArray(),
            KeptAdjoints = stack.KeptNames.Where(name => lowered.Find(name) is null).Select(name => lowered.FindByAdjoint(name)).OfType<Tensor>().ToEquatableArray(),
            Origins = stack.Origins.ToEquatableArray(),
        }, problems.ToArray());
    }
}

/// <summary>Problems as they are found.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors => _problems.Any(problem => problem.Descriptor.Severity == Severity.Error);

    /// <summary>Adds a problem.</summary>
    public void Add(Problem problem) => _problems.Add(problem);

    /// <summary>Adds problems.</summary>
    public void AddRange(IEnumerable<Problem> problems) => _problems.AddRange(problems);

    /// <summary>Adds what is wrong in a text, with the layer named.</summary>
    public void AddText(Declaration declaration, string subject, IEnumerable<TextProblem> problems) => AddRange(problems.Select(problem => new Problem(
        problem.Code,
        declaration.Ordinal,
        problem.Parameter ?? Problem.EquationText,
        problem.Span.Start,
        problem.Span.Length,
        [subject, .. problem.Arguments])
    {
        Within = declaration.Within,
        Mends = problem.Mends,
    }));

    /// <summary>All of them, each once; of what every repetition of a block has, the first.</summary>
    public EquatableArray<Problem> ToArray() => _problems
        .GroupBy(problem => problem.Within.Length == 0 ? problem : problem with { Arguments = [], Mends = [] })
        .Select(group => group.First()).ToEquatableArray();
}
