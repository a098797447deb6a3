namespace DeriveGen;

/// <summary>
/// The base of every optimizer: equations that give each parameter's next value <c>p'</c> from its value <c>p</c>, its adjoint <c>g</c>
/// and states, element by element. <c>rate</c> can be given anew with each call; <c>step</c> counts updates from 1.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = true)]
public abstract class OptimizerAttribute : Attribute;
