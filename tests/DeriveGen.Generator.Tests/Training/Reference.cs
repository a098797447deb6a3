using DeriveGen.Compiler.Equations;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Verification;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>What a network should compute, by the interpreter in double precision.</summary>
internal sealed class Reference
{
    private readonly NetworkEquations _network;
    private readonly DerivedSystem _derived;
    private readonly Interpreter _interpreter;
    private readonly Lazy<EquationSystem> _evaluation;
    private readonly Lazy<DerivedSystem> _second;

    public Reference(NetworkModel model, int examples)
        : this(Instantiation.Instantiate(model).Equations!, examples)
    {
    }

    public Reference(NetworkEquations network, int examples)
        : this(network, Differentiation.Derive(
            network.Training, [.. network.Parameters.Select(parameter => parameter.Tensor).Concat(network.KeptAdjoints).Distinct()]), examples)
    {
    }

    private Reference(NetworkEquations network, DerivedSystem derived, int examples, int? sizes = null)
    {
        _network = network;
        _derived = derived;
        _evaluation = new(() => Stabilise.Apply(Lift.Apply(network.Evaluation).System).System);
        _second = new(() => SecondOrder.HessianVector(derived, [.. Parameters]));
        Examples = examples;
        _interpreter = new Interpreter(network.Sizes.Append(network.Examples).ToDictionary(
            size => size, size => Math.Min(size == network.Examples ? examples : sizes ?? examples, size.Capacity!.Value)));
    }

    /// <summary>The number of examples.</summary>
    public int Examples { get; }

    /// <summary>The values of the other sizes that a call takes: each that of the examples or another number, or its largest.</summary>
    public int[] Sizes => [.. _network.Sizes.Select(_interpreter.SizeOf)];

    /// <summary>The same for another number of examples. Nothing is derived anew.</summary>
    /// <param name="examples">The number of examples.</param>
    /// <param name="sizes">What the other sizes are, as far as each can; where it is not given, the number of examples.</param>
    public Reference With(int examples, int? sizes = null) => new(_network, _derived, examples, sizes);

    /// <summary>What is warned of.</summary>
    public IEnumerable<Problem> Doubts => [.. Instantiation.Instantiate(_network.Model).Problems, .. Compiler.Equations.Doubts.Of(_network, _derived)];

    /// <summary>The tensors that <c>Keep</c> names.</summary>
    public IEnumerable<Tensor> Kept => _network.Kept;

    /// <summary>The tensors whose adjoints <c>Keep</c> names.</summary>
    public IEnumerable<Tensor> KeptAdjoints => _network.KeptAdjoints;

    /// <summary>The branches that the last run took; see <see cref="Interpreter.Branches"/>.</summary>
    public ulong Branches => _interpreter.Branches;

    /// <summary>What is done to computed values; see <see cref="Interpreter.Rounding"/>.</summary>
    public Action<Tensor, double[]>? Rounding
    {
        set => _interpreter.Rounding = value;
    }

    /// <summary>The optimizer's update, from gradients that are given; it moves its own states too.</summary>
    /// <param name="gradient">The gradient of a parameter.</param>
    /// <param name="step">The number of the update, from 1.</param>
    public void Update(Func<Tensor, double[]> gradient, int step)
    {
        foreach (ParameterDeclaration parameter in _network.Parameters)
        {
            _interpreter[parameter.Gradient!] = gradient(parameter.Tensor);
        }

        foreach (SettingDeclaration setting in _network.Settings)
        {
            _interpreter[setting.Tensor] = [setting.Tensor.Name == "step" ? step : setting.Default];
        }

        foreach (Equation equation in InOrder([.. _network.Optimizer.Equations, .. _network.Optimizer.Updates]))
        {
            _interpreter.Run(equation);
        }

        foreach (Tensor next in _network.Optimizer.Updates.Select(update => update.Target))
        {
            _interpreter[next.NextOf!] = _interpreter[next];
        }
    }

    /// <summary>Temporaries and next values read each other: each equation behind those that it reads.</summary>
    private static IEnumerable<Equation> InOrder(List<Equation> equations)
    {
        while (equations.Count > 0)
        {
            Equation[] ready = [.. equations.Where(equation => !Walk.Tensors(equation.Value).Any(read => equations.Any(other => other.Target == read)))];
            Assert.NotEmpty(ready);
            foreach (Equation equation in ready)
            {
                equations.Remove(equation);
                yield return equation;
            }
        }
    }

    /// <summary>The learned tensors.</summary>
    public IEnumerable<Tensor> Parameters => _network.Parameters.Select(parameter => parameter.Tensor);

    /// <summary>What a call takes: inputs, then targets.</summary>
    public IEnumerable<Tensor> Arguments => _network.Inputs.Concat(_network.Targets);

    /// <summary>The number of elements of a tensor.</summary>
    public int Length(Tensor tensor) => _interpreter.Length(tensor);

    /// <summary>Whether the last run gave a tensor values.</summary>
    public bool Has(Tensor tensor) => _interpreter.Has(tensor);

    /// <summary>The values of a tensor that is given.</summary>
    public double[] this[Tensor tensor]
    {
        get => _interpreter[tensor];
        set => _interpreter[tensor] = value;
    }

    /// <summary>The loss while training.</summary>
    public double Loss()
    {
        _interpreter.Run(_derived.Forward);
        _interpreter.Run(_derived.Adjoints, _derived.AdjointScans);
        return _interpreter[_network.Training.Loss!][0];
    }

    /// <summary>The adjoint of a parameter, after <see cref="Loss"/>.</summary>
    public double[] Adjoint(Tensor parameter) => _interpreter[_derived.AdjointOf[parameter]];

    /// <summary>The Hessian of the loss while training times a direction, whose parts stand in the order of the parameters.</summary>
    public double[] HessianVector(double[] direction)
    {
        DerivedSystem second = _second.Value;
        int start = 0;
        foreach (Tensor parameter in Parameters)
        {
            _interpreter[second.DirectionOf(parameter)] = direction[start..(start += Length(parameter))];
        }

        _interpreter.Run(second.Forward);
        _interpreter.Run(second.Adjoints, second.AdjointScans);
        return [.. Parameters.SelectMany(parameter => _interpreter[second.AdjointOf[parameter]])];
    }

    /// <summary>The tensors kept from step to step, with how they begin.</summary>
    public IEnumerable<ParameterDeclaration> States => _network.States;

    /// <summary>The tensors whose values are drawn anew in every call while training.</summary>
    public IEnumerable<Tensor> Draws => _network.Training.Tensors.Where(tensor => tensor.Kind is TensorKind.Random or TensorKind.Gaussian);

    /// <summary>Puts the next values of the layers' states in their places, after <see cref="Loss"/>.</summary>
    public void UpdateStates() => _interpreter.Update(_network.Training.Updates);

    /// <summary>The loss while training by the declared equations alone, from which nothing was derived.</summary>
    public double DeclaredLoss()
    {
        _interpreter.Run(_network.Training);
        return _interpreter[_network.Training.Loss!][0];
    }

    /// <summary>The loss in evaluation by the declared equations.</summary>
    public double DeclaredEvaluationLoss()
    {
        _interpreter.Run(_network.Evaluation);
        return _interpreter[_network.Evaluation.Loss!][0];
    }

    /// <summary>The loss in evaluation, in stable forms.</summary>
    public double EvaluationLoss()
    {
        _interpreter.Run(_evaluation.Value);
        return _interpreter[_evaluation.Value.Loss!][0];
    }

    /// <summary>The output, after <see cref="EvaluationLoss"/>.</summary>
    public double[] Output() => _interpreter[_evaluation.Value.Outputs[0]];

    /// <summary>Whether the optimizer sums over all parameters.</summary>
    public bool SumsOverParameters => _network.Optimizer.Equations.Any(equation => equation.Target.Rank == 0);

    /// <summary>The output by the declared equations.</summary>
    public double[] Predict()
    {
        _interpreter.Run(_network.Evaluation);
        return _interpreter[_network.Evaluation.Outputs[0]];
    }
}
