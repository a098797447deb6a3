using DeriveGen.Symbolics.Derivation;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Tests.Fuzzing;

/// <summary>Random networks: their gradients, and their Hessian-vector products by deriving what the engine derived.</summary>
public sealed class NetworkFuzzing
{
    /// <summary>One case in so many is derived a second time, which takes longer than all the rest of it.</summary>
    private const int SecondOrderEvery = 5;

    [Fact]
    public void Gradients_and_Hessian_vector_products_of_random_networks_agree_with_differences() => Fuzz.Run(Fuzz.Cases(1000), seed =>
    {
        var network = new RandomNetwork(new Random(seed));
        if (network.Parameters.Length == 0)
        {
            throw new UnfitException();
        }

        var options = new DerivationOptions { Objective = seed % 4 == 0 ? Objective.Documentation : Objective.Emission, Optimise = seed % 4 != 1 };
        DerivedSystem derived = Differentiation.Derive(network.System, network.Parameters, options);
        string? first = Directional.Problem(derived, network.Parameters, seed);
        if (first is not null || seed % SecondOrderEvery != 0)
        {
            return first;
        }

        DerivedSystem product = seed / SecondOrderEvery % 2 == 0
            ? SecondOrder.HessianVector(derived, network.Parameters, options)
            : Differentiation.Derive(SecondOrder.Slope(derived, network.Parameters), network.Parameters, options);
        string? second = Directional.Problem(product, network.Parameters, seed);
        return second is null ? null : "second order: " + second;
    });
}
