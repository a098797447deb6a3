using System.Numerics;
using DeriveGen.Generator.Tests.Library;
using DeriveGen.Generator.Tests.Training;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Testing;

namespace DeriveGen.Generator.Tests.Fuzzing;

/// <summary>All that must hold of one random network, emitted and loaded.</summary>
/// <param name="loaded">The compilation that it is part of.</param>
/// <param name="network">The network.</param>
/// <param name="differences">Counts what was compared with differences.</param>
internal sealed class Trial<T>(LoadedNetworks loaded, RandomNetwork network, Differences differences)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Reference _reference = new(loaded.ModelOf(network.Name), examples: 1);

    /// <summary>The number of examples of the call that is tried; a failure happened in it.</summary>
    public int Examples { get; private set; }

    /// <summary>Tries calls of 1, 2, B − 1 and B examples, and epochs of about 3 B.</summary>
    public void Run()
    {
        int batch = network.BatchSize;
        int[] calls = [.. new[] { 1, 2, batch - 1, batch }.Where(count => count >= 1 && count <= batch).Distinct()];
        foreach (int examples in calls)
        {
            Examples = examples;
            Reference reference = _reference.With(examples);
            if (Point<T>.Find(() => Create(examples), reference, network.Targets) is not { } point)
            {
                continue;
            }

            Compare(point, reference, withDifferences: examples == calls[Math.Min(1, calls.Length - 1)]);
            SameBits(point.Call);
        }

        Epochs();
    }

    private void Compare(Point<T> point, Reference reference, bool withDifferences)
    {
        point.Agree("loss", [reference.Loss()], [double.CreateChecked(point.Loss)]);
        var adjoints = new Dictionary<Tensor, double[]>();
        foreach (Tensor parameter in reference.Parameters)
        {
            adjoints[parameter] = Values.Of<T>(reference.Length(parameter), values => point.Network.CopyGradient(parameter.Name, values));
            point.Agree($"adjoint of {parameter.Name}", reference.Adjoint(parameter), adjoints[parameter]);
        }

        foreach (Tensor tensor in reference.KeptAdjoints)
        {
            double[] adjoint = reference.Adjoint(tensor);
            point.Agree($"adjoint of {tensor.Name}", adjoint, Values.Of<T>(adjoint.Length, values => point.Network.Read(tensor.Name + "Bar", values)));
        }

        if (withDifferences)
        {
            var random = new Random(7);
            foreach (Tensor tensor in reference.Parameters.Concat(reference.KeptAdjoints.Where(tensor => tensor.Kind == TensorKind.Input)).ToArray())
            {
                differences.Check(reference, tensor, random);
            }
        }

        reference.DeclaredLoss();
        foreach (Tensor tensor in reference.Kept.Where(reference.Has))
        {
            point.Agree($"kept {tensor.Name}", reference[tensor], Values.Of<T>(reference.Length(tensor), values => point.Network.Read(tensor.Name, values)));
        }

        double evaluation = reference.EvaluationLoss(), declared = reference.DeclaredEvaluationLoss();
        Assert.True(!double.IsFinite(declared) || Math.Abs(declared - evaluation) <= 1e-6 * (1 + Math.Abs(evaluation)), $"stable forms: the loss of evaluation is {declared:R}, and {evaluation:R} in stable forms");
        point.Agree("loss of evaluation", [reference.EvaluationLoss()], [double.CreateChecked(point.Network.Loss(point.Call.Batch))]);
        point.Agree("output", reference.Output(), Array.ConvertAll(point.Network.Predict(point.Call.Inputs).ToArray(), value => double.CreateChecked(value)));
        Accumulates(point, reference, adjoints);
    }

    /// <summary>A second gradient is added to the first; then the optimizer and the layers' own states move on from both.</summary>
    private void Accumulates(Point<T> point, Reference reference, Dictionary<Tensor, double[]> adjoints)
    {
        point.Network.Gradient(point.Call.Batch, accumulate: true);
        point.Follow(reference);
        reference.Loss();
        foreach (Tensor parameter in reference.Parameters)
        {
            double[] sum = [.. adjoints[parameter].Zip(reference.Adjoint(parameter), (first, second) => first + second)];
            adjoints[parameter] = Values.Of<T>(sum.Length, values => point.Network.CopyGradient(parameter.Name, values));
            point.Agree($"adjoint of {parameter.Name}", sum, adjoints[parameter]);
        }

        point.Network.Update();
        reference.UpdateStates();
        reference.Update(parameter => adjoints[parameter], step: 1);
        int summed = reference.SumsOverParameters ? reference.Parameters.Sum(reference.Length) : 0;
        foreach (Tensor tensor in reference.Parameters.Concat(reference.States.Select(state => state.Tensor)))
        {
            point.Agree($"next {tensor.Name}", reference[tensor], Values.Of<T>(reference.Length(tensor), values => point.Network.CopyParameter(tensor.Name, values)), summed);
        }
    }

    /// <summary>Train is Gradient and then Update; a network of the same seed gives the same bits; a predictor does too; nothing is allocated.</summary>
    private void SameBits(LibraryCall<T> call)
    {
        INetwork<T> trained = Create(5), stepped = Create(5), again = Create(5);
        for (int step = 0; step < 3; step++)
        {
            T loss = trained.Train(call.Batch), gradientLoss = stepped.Gradient(call.Batch);
            stepped.Update();
            again.Train(call.Batch);
            trained.Loss(call.Batch);
            trained.Predict(call.Inputs);
            Values.Same("loss of Train and of Gradient", [double.CreateChecked(gradientLoss)], [double.CreateChecked(loss)]);
            if (!T.IsFinite(loss))
            {
                // Training has run away, and Train leaves everything as it is where the loss is not a number.
                return;
            }

            foreach (Tensor tensor in _reference.Parameters.Concat(_reference.States.Select(state => state.Tensor)))
            {
                double[] Of(INetwork<T> of) => Values.Of<T>(_reference.Length(tensor), values => of.CopyParameter(tensor.Name, values));
                Values.Same($"{tensor.Name} after Train, and after Gradient and Update", Of(stepped), Of(trained));
                Values.Same($"{tensor.Name} in two runs", Of(trained), Of(again));
            }
        }

        Assert.True(trained.Predict(call.Inputs).SequenceEqual(trained.CreatePredictor().Predict(call.Inputs)), "a predictor computes something else than Predict");
        if (!_reference.Draws.Any())
        {
            trained.Gradient(call.Batch);
            again.Gradient(call.Batch);
            again.Gradient(call.Batch);
            foreach (Tensor parameter in _reference.Parameters)
            {
                double[] Of(INetwork<T> of) => Values.Of<T>(_reference.Length(parameter), values => of.CopyGradient(parameter.Name, values));
                Values.Same($"adjoint of {parameter.Name} in a second call", Of(trained), Of(again));
            }
        }

        long allocated = Allocations.Of(() =>
        {
            trained.Train(call.Batch);
            stepped.Gradient(call.Batch);
            stepped.Update();
            trained.Loss(call.Batch);
            trained.Predict(call.Inputs);
        });
        Assert.True(allocated == 0, $"calls allocate {allocated} bytes");
    }

    /// <summary>Epoch is Train for every batch of the examples, the last one smaller, one after the other.</summary>
    private void Epochs()
    {
        int[] counts = [network.BatchSize, network.BatchSize, Math.Max(1, network.BatchSize - 1)];
        Examples = counts.Sum();
        LibraryCall<T>[] batches = [.. counts.Select((count, seed) => new LibraryCall<T>(_reference.With(count, network.BatchSize), network.Targets, seed))];
        LibraryCall<T> all = LibraryCall<T>.Joined(batches);
        INetwork<T> stepped = Create(5), whole = Create(5);
        EpochCall<T>? epoch = EpochCalls.Of<T>(whole.GetType());
        Assert.True(epoch is not null, "epoch: there is none");
        for (int time = 0; time < 2; time++)
        {
            double sum = 0;
            for (int at = 0; at < counts.Length && !double.IsNaN(sum); at++)
            {
                sum += double.CreateChecked(stepped.Train(batches[at].Batch)) * counts[at];
            }

            double mean = double.CreateChecked(T.CreateChecked(sum / Examples)), returned = double.CreateChecked(epoch(whole, all.Batch));
            Assert.True(double.IsNaN(mean) == double.IsNaN(returned), $"epoch: the loss is {returned} and should be {mean}");
            if (!double.IsNaN(mean))
            {
                Values.Same("epoch: the loss", [mean], [returned]);
            }

            foreach (Tensor tensor in _reference.Parameters.Concat(_reference.States.Select(state => state.Tensor)))
            {
                double[] Of(INetwork<T> of) => Values.Of<T>(_reference.Length(tensor), values => of.CopyParameter(tensor.Name, values));
                Values.Same($"epoch: {tensor.Name}", Of(stepped), Of(whole));
            }
        }

        long allocated = Allocations.Of(() => epoch(whole, all.Batch));
        Assert.True(allocated == 0, $"epoch: it allocates {allocated} bytes");
    }

    private INetwork<T> Create(int seed) => loaded.Create<T>(network.Name, seed);
}
