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

    public Reference(NetworkModel model, int examples)
    {
        _network = Instantiation.Instantiate(model).Equations!;
        _derived = Differentiation.Derive(_network.Training, [.. Parameters]);
        _interpreter = new Interpreter(new Dictionary<Size, int> { [_network.Examples] = examples });
    }

    /// <summary>The learned tensors.</summary>
    public IEnumerable<Tensor> Parameters => _network.Parameters.Select(parameter => parameter.Tensor);

    /// <summary>What a call takes: inputs, then targets.</summary>
    public IEnumerable<Tensor> Arguments => _network.Inputs.Concat(_network.Targets);

    /// <summary>The number of elements of a tensor.</summary>
    public int Length(Tensor tensor) => _interpreter.Length(tensor);

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

    /// <summary>The loss in evaluation.</summary>
    public double EvaluationLoss()
    {
        _interpreter.Run(_network.Evaluation);
        return _interpreter[_network.Evaluation.Loss!][0];
    }

    /// <summary>The output.</summary>
    public double[] Predict()
    {
        _interpreter.Run(_network.Evaluation);
        return _interpreter[_network.Evaluation.Outputs[0]];
    }
}
