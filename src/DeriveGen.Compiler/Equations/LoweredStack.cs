using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;
using DeriveGen.Symbolics.Text.Lowering;

namespace DeriveGen.Compiler.Equations;

/// <summary>The two systems of a stack: the texts lowered with <c>training</c> as 1 and as 0, over the same tensors.</summary>
internal sealed record LoweredStack(EquationSystem Training, EquationSystem Evaluation)
{
    /// <summary>Lowers a stack; null beside the problems that stand in the way.</summary>
    public static LoweredStack? Of(Stack stack, ProblemList problems)
    {
        SystemBuilder training = new(training: true), evaluation = new(training: false);
        foreach (StackEntry entry in stack.Entries)
        {
            int known = entry.Text.Problems.Count;
            var helpers = new Helpers(entry.Text);
            new TextLowering(entry.Text, helpers, training).Lower();
            new TextLowering(entry.Text, helpers, evaluation).Lower();
            problems.AddText(entry.Declaration, entry.Subject, entry.Text.Problems.Skip(known));
        }

        if (problems.HasErrors)
        {
            return null;
        }

        Tensor? loss = Loss(stack, training, evaluation, problems);
        if (problems.HasErrors)
        {
            return null;
        }

        if (loss is null)
        {
            problems.Add(Problem.Of(Descriptors.NoLoss, Declaration.NotWritten, stack.Model.Name));
            return null;
        }

        Tensor[] outputs = [.. Outputs(stack, training, loss)];
        if (outputs.Length == 0)
        {
            problems.Add(Problem.Of(Descriptors.NoOutput, Declaration.NotWritten, stack.Model.Name));
            return null;
        }

        training.Declare(stack.Inputs);
        evaluation.Declare(stack.Inputs);

        HashSet<Tensor> reads = [.. training.Reads, .. evaluation.Reads];
        bool IsKept(TensorSymbol symbol) => symbol.Kind is TensorKind.Parameter or TensorKind.State && reads.Contains(symbol.Tensor);
        return new(training.Build(loss, outputs, IsKept), evaluation.Build(loss, outputs, IsKept) with { Updates = [] });
    }

    /// <summary>The tensor of that name in either system, or null.</summary>
    public Tensor? Find(string name) => Training.Tensors.Concat(Evaluation.Tensors).FirstOrDefault(tensor => tensor.Name == name);

    /// <summary>The tensor whose adjoint is called <paramref name="name"/>: x for <c>xBar</c>; null where there is none.</summary>
    public Tensor? FindByAdjoint(string name) => name.EndsWith("Bar", StringComparison.Ordinal) ? Find(name.Substring(0, name.Length - "Bar".Length)) : null;

    /// <summary>
    /// The loss, or the weighted sum of several, which gets an equation of its own. Layers of losses and <c>loss</c> statements say which; else
    /// it is the scalar that nothing reads, and where everything reads them all, the last.
    /// </summary>
    private static Tensor? Loss(Stack stack, SystemBuilder training, SystemBuilder evaluation, ProblemList problems)
    {
        HashSet<Tensor> read = [.. training.Equations.Concat(evaluation.Equations).SelectMany(equation => equation.Reads)];
        (StackEntry Entry, LossChoice Choice)[] choices = [.. stack.Entries.Select(entry => (entry, LossChoice.Of(entry.Text, read))).Where(choice => choice.Item2.Loss is not null)];
        bool IsNamed((StackEntry Entry, LossChoice Choice) choice) => choice.Entry.Declaration.Role == DeclarationRole.Loss || choice.Entry.Text.NamesLoss;
        Func<(StackEntry Entry, LossChoice Choice), bool> isLoss = choices.Any(IsNamed) ? IsNamed : choices.Any(choice => choice.Choice.IsCertain) ? choice => choice.Choice.IsCertain : _ => true;
        foreach ((StackEntry entry, LossChoice choice) in choices.Where(isLoss))
        {
            problems.AddText(entry.Declaration, entry.Subject, choice.Problem is { } problem ? [problem] : []);
        }

        (Tensor Tensor, double Weight)[] losses = [.. choices.Where(isLoss).Select(choice => (choice.Choice.Loss!.Tensor, choice.Entry.Declaration.Weight))];
        if (losses.Length == 0 || (losses.Length == 1 && losses[0].Weight == 1))
        {
            return losses.FirstOrDefault().Tensor;
        }

        var total = new Tensor(losses.Any(loss => loss.Tensor.Name == "L") ? "total" : "L", [], TensorKind.Forward);
        Polynomial sum = losses.Select(loss => Rational.FromDouble(loss.Weight) * Polynomial.Of(new Access(loss.Tensor, []))).Aggregate((a, b) => a + b);
        training.Add([new Equation(total, [], sum)], []);
        evaluation.Add([new Equation(total, [], sum)], []);
        return total;
    }

    /// <summary>
    /// What <c>output</c> names; else the last layer's output; else, for equations alone and where that output is computed from targets, the one
    /// tensor that is read beside a target.
    /// </summary>
    private static IEnumerable<Tensor> Outputs(Stack stack, SystemBuilder training, Tensor loss)
    {
        Tensor[] named = [.. stack.Entries.SelectMany(entry => entry.Text.Outputs).Select(symbol => symbol.Tensor).Distinct()];
        if (named.Length > 0)
        {
            // A loss that reads an input has nothing to hand out that the caller has not.
            Tensor[] computed = [.. named.Where(tensor => tensor.Kind != TensorKind.Input)];
            return computed.Length > 0 ? computed : named.Take(1);
        }

        if (stack.Inputs.Count > 0 || stack.Entries.Any(entry => entry.Declaration.Role == DeclarationRole.Layer))
        {
            Tensor? last = stack.Output?.Tensor;
            if (last is null || !ReadTargets(training).Contains(last))
            {
                return last is null ? [] : [last];
            }
        }

        Tensor[] beside =
        [
            .. training.Equations.Where(equation => equation.Reads.Any(tensor => tensor.Kind == TensorKind.Target))
                .SelectMany(equation => equation.Reads).Where(tensor => tensor.Kind == TensorKind.Forward && tensor != loss).Distinct(),
        ];
        return beside.Length == 1 ? beside : [];
    }

    /// <summary>The tensors that are computed from targets, at once or through others.</summary>
    private static HashSet<Tensor> ReadTargets(SystemBuilder training)
    {
        var reading = new HashSet<Tensor>();
        foreach (Equation equation in training.Equations.Where(equation => equation.Reads.Any(tensor => tensor.Kind == TensorKind.Target || reading.Contains(tensor))))
        {
            reading.Add(equation.Target);
        }

        return reading;
    }
}
