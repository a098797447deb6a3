namespace DeriveGen.Generator.Tests.Library;

/// <summary>Each recurrent layer between others: every time and the last one, in both directions, beginning at zeros and at what another layer gives.</summary>
internal static class RecurrentCases
{
    private const string Sequence = "[Input(5, 3)] [Dense(6)] ";
    private const string Begun = "[Input(5, 3)] [Flatten(From = \"x\")] [Dense(5, Activation.Tanh, Name = \"h\")] [Dense(6, From = \"x\", Name = \"s\")] ";

    // A loss of any shape.
    private const string Rest = " [Dense(2)] [LogCosh]";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LibraryCase> All { get; } =
    [
        new("SimpleRnn", Sequence + "[SimpleRnn(5)]" + Rest),
        new("SimpleRnnReverse", Sequence + "[SimpleRnn(5, Activation.Softplus, bias: false, reverse: true)]" + Rest),
        new("SimpleRnnLast", Sequence + "[SimpleRnn(5, sequences: false)] [Dense(2)] [MeanSquaredError]"),
        new("SimpleRnnInitial", Begun + "[SimpleRnn(5, initial: \"h\", reverse: true, sequences: false, From = \"s\")] [Dense(2)] [MeanSquaredError]"),
        new("Gru", Sequence + "[Gru(5)]" + Rest),
        new("GruReverseLast", Sequence + "[Gru(5, bias: false, sequences: false, reverse: true)] [Dense(2)] [MeanSquaredError]"),
        new("GruInitial", Begun + "[Gru(5, initial: \"h\", From = \"s\")]" + Rest),
        new("Lstm", Sequence + "[Lstm(5)]" + Rest),
        new("LstmTwo", Sequence + "[Lstm(5)] [Lstm(4, bias: false, sequences: false)] [Dense(2)] [MeanSquaredError]"),
        new("LstmReverse", Sequence + "[Lstm(5, reverse: true)]" + Rest),
        new("LstmInitial", Begun + "[Lstm(5, initial: \"h\", initialCell: \"h\", From = \"s\")]" + Rest),
        new("BidirectionalLstm", Sequence + "[BidirectionalLstm(3)]" + Rest),
        new("BidirectionalGru", Sequence + "[BidirectionalGru(3, sequences: false)] [Dense(2)] [MeanSquaredError]"),
        new("Bidirectional", "[Input(5, 3)] [Dense(6, Name = \"s\")] [Lstm(3, Name = \"a\")] [Gru(4, reverse: true, From = \"s\", Name = \"b\")] [Concat(\"a\", \"b\")]" + Rest),
        new("LstmOfAnyLength", "[Input(5, 3, Length = \"T\")] [Dense(6)] [Lstm(5)]" + Rest),
        new("GruOfAnyLength", "[Input(5, 3, Length = \"T\")] [BidirectionalGru(5)] [Gru(4, sequences: false, reverse: true)] [Dense(2)] [MeanSquaredError]"),
        new("LstmOfWholeVectors", "[Input(5, 3, Length = \"T\")] [Lstm(16, sequences: false)] [Dense(2)] [MeanSquaredError]"),
    ];
}
