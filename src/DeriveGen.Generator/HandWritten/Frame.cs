namespace DeriveGen.Generator.HandWritten;

/// <summary>The variables of one call of a method.</summary>
/// <param name="count">How many there are.</param>
/// <param name="budget">Counts down the steps of all calls.</param>
/// <param name="depth">How many calls it is in.</param>
internal sealed class Frame(int count, Budget budget, int depth)
{
    /// <summary>How many calls it is in.</summary>
    public int Depth { get; } = depth;

    /// <summary>The numbers; conditions are 0 or 1.</summary>
    public double[] Numbers { get; } = new double[count];

    /// <summary>The arrays.</summary>
    public ArrayValue?[] Arrays { get; } = new ArrayValue?[count];

    /// <summary>What remains to be done of the steps.</summary>
    public Budget Budget { get; } = budget;

    /// <summary>What the method returns.</summary>
    public double Result { get; set; }
}

/// <summary>The steps that may still be made.</summary>
internal sealed class Budget(int steps, CancellationToken cancellation)
{
    /// <summary>Makes a step; false where none is left.</summary>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public bool Step()
    {
        if ((--steps & 0xfff) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return steps > 0;
    }
}

/// <summary>How a statement ends.</summary>
internal enum Flow
{
    /// <summary>The next one follows.</summary>
    Next,

    /// <summary>The loop ends.</summary>
    Break,

    /// <summary>The loop's next round begins.</summary>
    Continue,

    /// <summary>The method ends.</summary>
    Return,
}
