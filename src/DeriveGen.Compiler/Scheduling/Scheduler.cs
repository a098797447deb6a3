using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>Makes the schedules of a network: the passes, in order.</summary>
public static class Scheduler
{
    /// <summary>The schedules, over one persistent layout.</summary>
    public static NetworkSchedules Build(SchedulingRequest request)
    {
        var layout = new Layout(request.Lanes);
        EquatableArray<Equation> equations = TrainingEquations(request);
        EquatableArray<Equation> updates = ScalarParts.Lift(StepOrder.ReadersFirst(request.Updates));
        HashSet<Tensor> adjoints = [.. request.Parameters.Where(request.AdjointOf.ContainsKey).Select(parameter => request.AdjointOf[parameter])];

        // What an update reads of the forward and backward pass, it finds in the persistent region.
        HashSet<Tensor> computed = [.. equations.Select(equation => equation.Target)];
        IEnumerable<Tensor> carried = updates.SelectMany(update => update.Reads).Where(computed.Contains);
        List<Tensor> keptHere = request.Keep.Where(tensor => computed.Contains(tensor) || tensor.Kind is TensorKind.Random or TensorKind.Gaussian).ToList();
        EquatableArray<Equation> evaluation = Copies.LookThrough(request.Evaluation.Equations);
        List<Tensor> keptThere = request.Keep.Where(tensor => evaluation.Any(equation => ReferenceEquals(equation.Target, tensor))).ToList();

        // What is carried from Gradient to Update stays as it is when something is predicted between them: Predict has no place for it, or,
        // where it is kept to be read after every call, Gradient hands a copy of it to Update.
        HashSet<Tensor> computedThere = [.. evaluation.Select(equation => equation.Target)];
        List<Tensor> carriedAndComputed = carried.Where(computedThere.Contains).Distinct().ToList();
        HashSet<Tensor> carriedAlone = [.. carriedAndComputed.Except(request.Keep)];
        Dictionary<Tensor, Tensor> handed = carriedAndComputed.Intersect(request.Keep)
            .ToDictionary(tensor => tensor, tensor => new Tensor(tensor.Name + "Handed", tensor.Shape, TensorKind.Temporary));
        EquatableArray<Equation> handing = handed.Select(pair => Copies.Of(pair.Key, pair.Value)).ToEquatableArray();
        EquatableArray<Equation> laterUpdates = updates.Map(update => update with { Value = Rewrite.Redirect(update.Value, tensor => handed.TryGetValue(tensor, out Tensor? copy) ? copy : null) });

        List<Tensor> kept = request.Parameters.Where(request.AdjointOf.ContainsKey).Select(parameter => request.AdjointOf[parameter])
            .Concat(keptHere).Concat(carried.Where(tensor => !handed.ContainsKey(tensor))).Concat(handed.Values).Distinct().ToList();
        IEnumerable<Tensor> resident = request.Parameters.Concat(request.States).Concat(request.Constants);
        List<Tensor> persistent = [.. resident.Concat(kept).Concat(keptThere).Distinct()];

        List<Tensor> judging = [.. persistent.Where(tensor => !carriedAlone.Contains(tensor))];

        (equations, EquatableArray<ScanBlock> scans) = ScanTargets.Exchange(equations, request.Training.Scans.AddRange(request.AdjointScans), persistent);
        (evaluation, EquatableArray<ScanBlock> evaluationScans) = ScanTargets.Exchange(evaluation, request.Evaluation.Scans, persistent);

        Tensor? loss = request.Training.Loss;
        List<Tensor> roots = [.. kept, .. handed.Keys, .. loss is null ? [] : new[] { loss }];
        equations = TurnedProducts.Of(NormalForm.Of(StepOrder.ParametersLast(RowParts.Lift(StepOrder.Live(equations, roots), scans), adjoints)), scans);
        EquatableArray<Equation> handingEquations = equations.AddRange(NormalForm.Of(handing));
        EquatableArray<Equation> normalUpdates = NormalForm.Of(updates);

        // The steps before the update are the same whether or not one follows.
        (EquatableArray<Work> Work, PlacedSteps Steps)? last = null;
        PlacedSteps StepsOf(EquatableArray<Work> work)
        {
            if (last is not { } known || !known.Work.Equals(work))
            {
                last = known = (work, Fusion.Place(work));
            }

            return known.Steps;
        }

        ScheduleDraft Of(string name, EquatableArray<Equation> body, EquatableArray<Equation> next, Tensor? lossOf, IEnumerable<Tensor> lasting, IEnumerable<Tensor> outputs)
        {
            (List<Tensor> places, EquatableArray<ScanBlock> recurrences) = name is "Loss" or "Predict" ? (judging, evaluationScans) : (persistent, scans);
            EquatableArray<Work> work = Recurrences.Of(body, recurrences, [.. lasting, .. outputs], [.. places]);
            return Draft(name, Fusion.Fuse(StepsOf(work), next, lossOf), lossOf, [.. lasting], [.. outputs], adjoints, places, layout, request.Limits);
        }

        // Predict computes what is kept where no target is needed for it.
        List<Tensor> keptInPredict = keptThere.Where(tensor => StepOrder.Live(evaluation, [tensor]).All(equation => equation.Reads.All(read => read.Kind != TensorKind.Target))).ToList();
        EquatableArray<Equation> Evaluation(IEnumerable<Tensor> wanted) =>
            TurnedProducts.Of(NormalForm.Of(RowParts.Lift(StepOrder.Live(evaluation, wanted), evaluationScans)), evaluationScans);
        Tensor? evaluationLoss = request.Evaluation.Loss;
        (EquatableArray<Equation> accumulating, EquatableArray<Equation> sums) = Accumulating(handingEquations, adjoints);
        ScheduleDraft train = Of("Train", equations, normalUpdates, loss, keptHere, []);
        ScheduleDraft gradient = Of("Gradient", handingEquations, [], loss, kept, []);
        ScheduleDraft accumulate = Of("GradientAccumulate", accumulating, sums, loss, kept, []);
        ScheduleDraft update = Of("Update", [], NormalForm.Of(laterUpdates), null, [], []);
        ScheduleDraft? judgement = evaluationLoss is null ? null : Of("Loss", Evaluation([.. keptThere, evaluationLoss]), [], evaluationLoss, keptThere, []);
        ScheduleDraft predict = Of("Predict", Evaluation(keptInPredict.Concat(request.Evaluation.Outputs)), [], null, keptInPredict, request.Evaluation.Outputs);
        ScheduleDraft? hessianVector = request.SecondOrder is { } second ? HessianVector(request, second, persistent, layout) : null;

        // The storage of what lasts is chosen for all schedules at once.
        ScheduleDraft[] drafts = [.. new[] { train, gradient, accumulate, update, judgement, predict, hessianVector }.OfType<ScheduleDraft>()];
        HashSet<Tensor> panelled = Panels.Choose(drafts, persistent, layout.PanelWidth, request.LeastPanelled);
        IReadOnlyDictionary<Tensor, Storage> places = MemoryPlan.Persistent(persistent, panelled, layout);
        Schedule Placed(ScheduleDraft draft) => Place(draft, places, panelled, layout);
        return new(Placed(train), Placed(gradient), Placed(accumulate), Placed(update), judgement is null ? null : Placed(judgement), Placed(predict))
        {
            HessianVector = hessianVector is null ? null : Placed(hessianVector),
        };
    }

    /// <summary>
    /// The loss of training alone, equation by equation in plain loops: no fusion, no lanes, no tiles. It shares nothing with the fast
    /// schedules but the equations, so that it can bear witness against them.
    /// </summary>
    public static Schedule PlainLoss(SchedulingRequest request) => PlainSchedule("TrainingLoss", request, request.Training.Equations, request.Training.Scans, []);

    /// <summary>Every value and adjoint that is to be kept, equation by equation in plain loops, so that each is what its own equation says.</summary>
    public static Schedule PlainReport(SchedulingRequest request) => PlainSchedule(
        "Report", request, request.Training.Equations.AddRange(request.Adjoints), request.Training.Scans.AddRange(request.AdjointScans), request.Keep);

    private static Schedule PlainSchedule(string name, SchedulingRequest request, EquatableArray<Equation> all, EquatableArray<ScanBlock> recurrences, EquatableArray<Tensor> kept)
    {
        var layout = new Layout(request.Lanes);
        List<Tensor> persistent = [.. request.Parameters, .. request.States, .. request.Constants, .. kept];
        Tensor loss = request.Training.Loss!;
        Tensor[] roots = [.. kept, loss];
        (EquatableArray<Equation> equations, EquatableArray<ScanBlock> scans) = ScanTargets.Exchange(all, recurrences, persistent);
        EquatableArray<Work> work = Recurrences.Of(NormalForm.Of(StepOrder.Live(equations, roots), splits: false), scans, [.. roots], [.. persistent]);
        EquatableArray<Step> steps = work.Map(item => item switch
        {
            Recurrence recurrence => recurrence.ToSweep(recurrence.Equations.Map(Plain)),
            _ => Plain(((SingleEquation)item).Equation),
        });
        ScheduleDraft draft = Draft(name, new(steps, steps.Length, steps.Length), loss, [.. kept], [], [], persistent, layout, ThreadLimits.One);
        return Place(draft, MemoryPlan.Persistent(persistent, [], layout), [], layout);
    }

    private static Step Plain(Equation equation) => LoopNests.Plain(equation);

    /// <summary>
    /// The tangents of the adjoints. Directions and products lie in the workspace, padded as any other tensor, and nothing of the persistent
    /// region is written.
    /// </summary>
    private static ScheduleDraft HessianVector(SchedulingRequest request, DerivedSystem second, List<Tensor> persistent, Layout layout)
    {
        int forward = request.Training.Equations.Length;
        EquatableArray<Equation> training = second.Forward.Equations.Take(forward).ToEquatableArray();
        EquatableArray<Equation> rest = second.Forward.Equations.Skip(forward).Concat(second.Adjoints).ToEquatableArray();
        EquatableArray<ScanBlock> blocks = second.Forward.Scans.AddRange(second.AdjointScans);
        EquatableArray<Equation> equations = Copies.LookThrough(KeptValues.Apply(training, rest, blocks));

        List<Tensor> resident = [.. persistent.Where(IsResident)];
        (equations, EquatableArray<ScanBlock> scans) = ScanTargets.Exchange(equations, blocks, resident);

        Tensor loss = request.Training.Loss!;
        EquatableArray<Tensor> products = request.Parameters.Map(parameter => second.AdjointOf[parameter]);
        EquatableArray<Tensor> directions = request.Parameters.Map(second.DirectionOf);
        EquatableArray<Work> work = Recurrences.Of(
            TurnedProducts.Of(NormalForm.Of(RowParts.Lift(StepOrder.Live(equations, products.Add(loss)), scans)), scans), scans, [.. products, loss], [.. resident, .. directions]);
        return Draft("HessianVector", Fusion.Fuse(work, [], loss), loss, [.. products], [], [], persistent, layout, request.Limits, directions);
    }

    private static EquatableArray<Equation> TrainingEquations(SchedulingRequest request) => Copies.LookThrough(
        KeptValues.Apply(request.Training.Equations, request.Adjoints, request.Training.Scans.AddRange(request.AdjointScans)));

    /// <summary>The equations with each parameter's adjoint renamed, and the sums that add it to the one that is kept.</summary>
    private static (EquatableArray<Equation> Equations, EquatableArray<Equation> Sums) Accumulating(EquatableArray<Equation> equations, HashSet<Tensor> adjoints)
    {
        Dictionary<Tensor, Tensor> added = adjoints.ToDictionary(
            adjoint => adjoint, adjoint => new Tensor(adjoint.Name + "Added", adjoint.Shape, TensorKind.Temporary));
        Tensor? Replacement(Tensor tensor) => added.TryGetValue(tensor, out Tensor? other) ? other : null;
        EquatableArray<Equation> renamed = equations.Map(equation => equation with
        {
            Target = Replacement(equation.Target) ?? equation.Target,
            Value = Rewrite.Redirect(equation.Value, Replacement),
        });
        EquatableArray<Equation> sums = added.Where(pair => renamed.Any(equation => ReferenceEquals(equation.Target, pair.Value))).Select(pair =>
        {
            var next = new Tensor(pair.Key.Name + "'", pair.Key.Shape, TensorKind.Next) { NextOf = pair.Key };
            EquatableArray<IndexVar> indices = pair.Key.Shape.Map(extent => new IndexVar("q", extent));
            return new Equation(next, indices, Polynomial.Of(pair.Key, indices) + Polynomial.Of(pair.Value, indices));
        }).ToEquatableArray();
        return (renamed, sums);
    }

    private static int SizeOf(IReadOnlyDictionary<Tensor, Storage> persistent, Layout layout) => layout.Slack + persistent.Values.Select(storage => storage.Offset + storage.Size).DefaultIfEmpty(0).Max();

    /// <summary>The steps of a schedule, before anything has a place.</summary>
    private static ScheduleDraft Draft(
        string name,
        StepSequence sequence,
        Tensor? loss,
        HashSet<Tensor> lasting,
        EquatableArray<Tensor> outputs,
        HashSet<Tensor> adjoints,
        IReadOnlyCollection<Tensor> persistent,
        Layout layout,
        ThreadLimits limits,
        EquatableArray<Tensor> given = default)
    {
        HashSet<Tensor> roots = [.. lasting, .. loss is null ? [] : new[] { loss }];
        HashSet<Tensor> resident = [.. name is "Train" or "HessianVector" ? persistent.Where(tensor => IsResident(tensor) || lasting.Contains(tensor)) : persistent];
        HashSet<Tensor> fixedTensors = [.. resident, .. given];

        HashSet<Tensor> exempt = [.. roots, .. adjoints];
        sequence = sequence.With(StartValues.Apply(sequence.Steps, exempt));
        sequence = PairedRows.Insert(Relayouts.Insert(sequence, fixedTensors, layout.Lanes), layout.Lanes);
        (sequence, EquatableArray<Tensor> results) = WithResults(sequence, outputs);
        sequence = WithDraws(sequence);
        Dictionary<Tensor, Halo> halos = Relayouts.Halos(sequence.Steps);
        sequence = WithClears(sequence, halos);
        sequence = PromptUpdates.Order(sequence.With(Supports.Mark(StoredValues.Mark(sequence.Steps, roots))));
        sequence = sequence.With(sequence.Steps.Map(step => Sweeps.Map(step, inner => TileChoices.Choose(ThreadSplits.Choose(inner, limits), isInSweep: step is Sweep))));
        return new(name, sequence, resident, halos, roots, results, given, loss);
    }

    /// <summary>The schedule, with a place for every tensor.</summary>
    private static Schedule Place(ScheduleDraft draft, IReadOnlyDictionary<Tensor, Storage> persistent, HashSet<Tensor> panelled, Layout layout)
    {
        StepSequence sequence = draft.Sequence;
        Dictionary<Tensor, Storage> resident = persistent.Where(entry => draft.Resident.Contains(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value);
        StorageTable storage = MemoryPlan.Place(
            sequence.Steps, resident, SizeOf(persistent, layout), draft.Halos, [.. draft.Roots, .. draft.Results], [.. draft.Results], draft.Given, panelled, layout);
        var schedule = new Schedule
        {
            Name = draft.Name,
            Forward = sequence.Range(0, sequence.Forward),
            Backward = sequence.Range(sequence.Forward, sequence.Backward),
            Update = sequence.Range(sequence.Backward, sequence.Steps.Length),
            Storage = storage,
            Given = draft.Given,
            Loss = draft.Loss,
            Results = draft.Results,
        };
        ScheduleCheck.Verify(schedule);
        return schedule;
    }

    private static bool IsResident(Tensor tensor) => tensor.Kind is TensorKind.Parameter or TensorKind.State or TensorKind.Constant;

    /// <summary>Copies each output into a dense tensor at the end.</summary>
    private static (StepSequence Sequence, EquatableArray<Tensor> Results) WithResults(StepSequence sequence, EquatableArray<Tensor> outputs)
    {
        EquatableArray<Tensor> results = outputs.Map(output => new Tensor(output.Name, output.Shape, TensorKind.Temporary));
        EquatableArray<Step> copies = outputs.Zip(results, Step (output, result) => new Relayout(output, result, -1)).ToEquatableArray();
        EquatableArray<Step> steps = sequence.Steps.AddRange(copies);
        return (outputs.Length == 0 ? sequence : new(steps, steps.Length, steps.Length), results);
    }

    /// <summary>Draws random tensors before their first reader.</summary>
    private static StepSequence WithDraws(StepSequence sequence)
    {
        var drawn = new HashSet<Tensor>();
        return sequence.Expand(step => StepReads.Reads(step).Where(tensor => tensor.Kind is TensorKind.Random or TensorKind.Gaussian && drawn.Add(tensor))
            .Select(Step (tensor) => new Draw(tensor)).ToList().Append(step));
    }

    /// <summary>Clears tensors with a halo before their first writer.</summary>
    private static StepSequence WithClears(StepSequence sequence, Dictionary<Tensor, Halo> halos)
    {
        var cleared = new HashSet<Tensor>();
        return sequence.Expand(step => StepReads.Writes(step).Where(tensor => halos.ContainsKey(tensor) && cleared.Add(tensor))
            .Select(Step (tensor) => new Clear(tensor)).ToList().Append(step));
    }
}

/// <summary>A schedule before its tensors have places.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Sequence">The steps, all decisions about them made.</param>
/// <param name="Resident">What it sees of the persistent region.</param>
/// <param name="Halos">The zeros that tensors must have around them.</param>
/// <param name="Roots">What must live to the end.</param>
/// <param name="Results">What is dense, for the caller.</param>
/// <param name="Given">What holds values before the first step.</param>
/// <param name="Loss">The loss, or null.</param>
internal sealed record ScheduleDraft(
    string Name,
    StepSequence Sequence,
    HashSet<Tensor> Resident,
    Dictionary<Tensor, Halo> Halos,
    HashSet<Tensor> Roots,
    EquatableArray<Tensor> Results,
    EquatableArray<Tensor> Given,
    Tensor? Loss);
