namespace DeriveGen.Symbolics.Expressions;

/// <summary>
/// A function that nothing is known of but its name: its derivative is written g′. Where numbers are needed it is one smooth function
/// among many, x²/2 + sin(αx + β), chosen by the name, whose derivatives vanish nowhere together.
/// </summary>
internal static class UnknownFunction
{
    /// <summary>The function of that name.</summary>
    public static ScalarFunction Of(string name) => Of(name, 0);

    /// <summary>The derivative of an order.</summary>
    public static ScalarFunction Of(string name, int order)
    {
        int key = name.Aggregate(7, (hash, letter) => ((hash * 31) + letter) % 97);
        double alpha = 1 + (key / 97.0), beta = 0.3 + (key % 7 / 10.0);
        double Value(double x) =>
            (order switch { 0 => x * x / 2, 1 => x, 2 => 1, _ => 0 }) + (Math.Pow(alpha, order) * Math.Sin((alpha * x) + beta + (order * Math.PI / 2)));

        // The derivative is made when it is asked for: there is no highest one.
        return new(name + new string('′', order), f => Polynomial.Of(new Apply(Of(name, order + 1), f.Argument)), Value);
    }
}
