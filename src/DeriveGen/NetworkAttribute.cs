namespace DeriveGen;

/// <summary>
/// Makes a partial class a network: its gradients are derived from the equations of the layers, losses and optimizer declared beside it,
/// and compiled into the class.
/// </summary>
/// <example>
/// <code>
/// [Network(BatchSize = 32)]
/// [Input(64)]
/// [Dense(32, Activation.Relu)]
/// [Dense(10)]
/// [SoftmaxCrossEntropy]
/// [Sgd]
/// public sealed partial class DigitsNet;
/// </code>
/// </example>
/// <remarks>The optimizer that stands on this class is that of a network which declares none.</remarks>
[Sgd]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The capacity of a call: every call takes 1 to this many examples, and a mean divides by the examples given. At least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The floating-point type of every number that the network stores and computes.</summary>
    public Precision Precision { get; init; } = Precision.Single;

    /// <summary>The notation of printed formulas. It never concerns what is computed, nor the shape in which a parameter is declared.</summary>
    public Convention Convention { get; init; } = Convention.R;

    /// <summary>
    /// The number of threads that share the steps of a call, the caller's among them, from 1 to 255; no more take part than there are processors.
    /// Results are the same bits for any number: a thread computes some of a step's outputs, and no sum is cut. Steps that are too short to be
    /// shared are done by the caller.
    /// </summary>
    /// <remarks>
    /// The threads begin with the first step that is worth it, and wait for the next one in a loop for some two milliseconds before they sleep. They end
    /// with <c>Dispose</c>, which the class then has, or when nothing refers to the network any more. A predictor has the caller's thread alone.
    /// </remarks>
    public int Threads { get; init; } = 1;

    /// <summary>Names, separated by commas, of further tensors to keep readable after a call, for example <c>"z1, xBar"</c>.</summary>
    public string Keep { get; init; } = "";

    /// <summary>Whether to emit, beside the network, a double-precision loss and a method that compares every adjoint with differences of it.</summary>
    public bool SelfCheck { get; init; }

    /// <summary>
    /// Whether to emit <c>Report</c> beside the network: what keeps it from training, from every value and gradient of one call. Nothing else becomes
    /// slower by it.
    /// </summary>
    public bool Report { get; init; }

    /// <summary>
    /// Whether to emit <c>HessianVector</c> and <c>Hessian</c>, derived from the gradient's own equations; the class is then an
    /// <see cref="ISecondOrderNetwork{T}"/>.
    /// </summary>
    public bool SecondOrder { get; init; }
}
