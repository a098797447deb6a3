using System.ComponentModel;

namespace DeriveGen.Storage;

/// <summary>Which axis of a tensor the matrix notation takes for its input, where it is a weight matrix.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MatrixForm
{
    /// <summary>Not a weight matrix: written alike in every convention.</summary>
    None,

    /// <summary>Declared n_in × n_out.</summary>
    InputFirst,

    /// <summary>Declared n_out × n_in.</summary>
    OutputFirst,
}
