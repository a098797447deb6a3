namespace DeriveGen.Symbolics.Text;

/// <summary>
/// What can be wrong in an equation text: DG0100 to DG0119 its spelling, from DG0120 its names, from DG0140 its shapes,
/// from DG0160 its sums and recurrences.
/// </summary>
public static class TextErrors
{
    /// <summary>A character that no token begins with.</summary>
    public static readonly Descriptor UnexpectedCharacter = new("DG0100", "Equations are made of names, numbers and operators",
        "'{0}' has no meaning in equations", "remove it");

    /// <summary>Something else was expected by the grammar.</summary>
    public static readonly Descriptor Expected = new("DG0101", "Equations follow their grammar",
        "expected {0}, but found {1}", "");

    /// <summary>Two operands stand side by side.</summary>
    public static readonly Descriptor MissingOperator = new("DG0102", "Products are written with an operator",
        "'{0}' follows '{1}' without an operator", "for the product write '*' between them");

    /// <summary>A sum or mean without indices.</summary>
    public static readonly Descriptor ReductionWithoutIndex = new("DG0103", "A reduction names its indices",
        "{0} does not say over which index it runs", "write {0}(j: …)");

    /// <summary>A statement that is too long or too deeply nested to be read.</summary>
    public static readonly Descriptor StatementTooLong = new("DG0104", "A statement has a bounded length",
        "the statement that begins with '{0}' has more than {1}", "give a part of it an equation of its own, and read that tensor here");

    /// <summary>A name that nothing declares.</summary>
    public static readonly Descriptor UnknownName = new("DG0120", "Every name is declared",
        "'{0}' is not known here{1}", "declare it, or define it by an equation above");

    /// <summary>A function that nothing defines.</summary>
    public static readonly Descriptor UnknownFunction = new("DG0121", "Every function is known",
        "there is no function '{0}'{1}", "define it, '{0}(x) = …', or use one of exp, log, sqrt, tanh, sigmoid, softplus, erf, relu, abs, sign, sin, cos, step");

    /// <summary>A second declaration or equation of one name.</summary>
    public static readonly Descriptor DuplicateName = new("DG0122", "A name is given once",
        "'{0}' is defined twice", "each tensor has one declaration and one equation; choose another name");

    /// <summary>A tensor with too few or too many indices.</summary>
    public static readonly Descriptor WrongRank = new("DG0123", "A tensor is read with all its indices",
        "{0} has {1}, but is written with {2}", "write one index for each axis");

    /// <summary>Brackets behind a name that is no tensor.</summary>
    public static readonly Descriptor NotATensor = new("DG0124", "Only tensors have elements",
        "'{0}' is {1}, so it has no elements", "remove the brackets");

    /// <summary>A tensor is read above its equation.</summary>
    public static readonly Descriptor ReadBeforeDefined = new("DG0125", "Equations stand in order of evaluation",
        "'{0}' is read before its equation", "move its equation up; where it reads its own past, declare 'scan {0}[…] over t = 0'");

    /// <summary>A prime behind a name that is no state.</summary>
    public static readonly Descriptor NoNextValue = new("DG0126", "Only states have a next value",
        "'{0}' has no next value", "declare 'state {0}[…] = 0'");

    /// <summary>A parameter begins in an unknown way.</summary>
    public static readonly Descriptor UnknownInitializer = new("DG0127", "Initializers are known",
        "there is no initializer '{0}'{1}", "use glorot, he, lecun, orthogonal, normal(s), uniform(a), or '= constant'");

    /// <summary>An index that nothing binds.</summary>
    public static readonly Descriptor UnknownIndex = new("DG0128", "Every index is on the left side or summed",
        "the index '{0}' is not in scope", "write it on the left side, or sum over it");

    /// <summary>An equation for a tensor that is given.</summary>
    public static readonly Descriptor GivenTensor = new("DG0129", "Given tensors have no equation",
        "'{0}' is {1}, so no equation can define it", "choose another name");

    /// <summary>A function with too few or too many arguments.</summary>
    public static readonly Descriptor ArgumentCount = new("DG0130", "Functions have their number of arguments",
        "{0} takes {1}, but is given {2}", "");

    /// <summary>A layer calls its input by another name than x.</summary>
    public static readonly Descriptor IncomingName = new("DG0131", "A layer reads x",
        "a layer's input is called x, not '{0}'", "write 'input x[…]'");

    /// <summary>An initial value that is not known at once.</summary>
    public static readonly Descriptor NotConstant = new("DG0132", "Initial values are constants",
        "{0} is not a constant", "write a number, or a constructor parameter");

    /// <summary>A string that should name an earlier layer and does not.</summary>
    public static readonly Descriptor UnknownLayerName = new("DG0133", "A layer reads an earlier one",
        "'{0}' is read as the output of the layer '{1}', which no earlier layer is named{2}", "give the layer Name = \"{1}\"");

    /// <summary>A parameter that no equation reads.</summary>
    public static readonly Descriptor UnusedParameter = new("DG0134", "Parameters are used",
        "the parameter '{0}' is not read by any equation", "remove it, or read it", Severity.Warning);

    /// <summary>An array, or the name of a layer, that was not given is read.</summary>
    public static readonly Descriptor NothingGiven = new("DG0135", "Arguments that are read are given",
        "'{0}' is read, but nothing is given for it", "give it, or read it under a bracket, [{0}] * …, which is 0 where nothing is given");

    /// <summary>A combination over something that is no list.</summary>
    public static readonly Descriptor UnknownList = new("DG0136", "What is combined by name is a list",
        "'{0}' is no list of names{1}", "a list is a constructor parameter of the type string[]; 'before' stands between two items of one list");

    /// <summary>A combination over no names, or over too many.</summary>
    public static readonly Descriptor ListLength = new("DG0137", "Lists have names",
        "the {0} over '{1}' has {2} names", "give it at least one name, and at most 100");

    /// <summary>An index stands in axes of different extents.</summary>
    public static readonly Descriptor ExtentConflict = new("DG0140", "An index has one extent",
        "the index '{0}' runs over {1} in {2}, but axis {3} of {4} has extent {5}", "{6}");

    /// <summary>A letter is declared with two extents.</summary>
    public static readonly Descriptor LetterConflict = new("DG0141", "An index is declared with one extent",
        "the index '{0}' is declared with extent {1} and with extent {2}", "write {0}:{1}, or use another letter for one of them");

    /// <summary>Nothing says how far an index runs.</summary>
    public static readonly Descriptor OpenExtent = new("DG0142", "Every extent is known",
        "the extent of '{0}' cannot be inferred", "write it where the index first stands, {1}");

    /// <summary>A position that can leave its axis.</summary>
    public static readonly Descriptor OutOfRange = new("DG0143", "Positions stay in their axis",
        "{0} ranges over {1}, but axis {2} of {3} over {4}", "{5}");

    /// <summary>An extent that is not a whole number, or not known.</summary>
    public static readonly Descriptor NotAnExtent = new("DG0144", "Extents are whole numbers",
        "{0} is not a whole number that is known here{1}", "an extent is made of numbers, whole parameters of the layer, sizes such as T<=128, size(j) and size(a, -1)");

    /// <summary>An extent below 1, or of more than 32 bits.</summary>
    public static readonly Descriptor BadExtent = new("DG0145", "Extents are positive",
        "the extent of '{0}' is {1}{2}", "every extent is from 1 to 2147483647");

    /// <summary>Nothing says which axes a pack stands for.</summary>
    public static readonly Descriptor OpenPack = new("DG0146", "The axes of ... are known",
        "it is not known which axes '{0}' stands for", "write the indices one by one");

    /// <summary>A pack stands for different numbers of axes.</summary>
    public static readonly Descriptor PackConflict = new("DG0147", "... stands for the same axes throughout an equation",
        "'{0}' stands for {1} in {2}, but for {3} in {4}", "write the indices one by one");

    /// <summary>An expression in an index position that is not made of whole numbers.</summary>
    public static readonly Descriptor NotAPosition = new("DG0148", "Positions are whole-number expressions",
        "'{0}' cannot stand in an index position", "positions are made of indices, whole numbers, sizes and tensors of whole numbers, with + - * / %");

    /// <summary>Real values as positions.</summary>
    public static readonly Descriptor GatherOfReal = new("DG0149", "Positions are whole numbers",
        "'{0}' is read as a position, but its values are real", "declare it with a bound, 'input {0}[…] < N' or 'label {0}[…] < N'; in a stack only what [Input(…)] declares can be whole numbers");

    /// <summary>A position that is not affine in its indices.</summary>
    public static readonly Descriptor NotAffine = new("DG0150", "Positions are affine in the indices",
        "the {0} of two indices is not affine", "one of the two is a number");

    /// <summary>A layer gets other axes than it reads.</summary>
    public static readonly Descriptor IncomingRank = new("DG0151", "A layer gets the axes that it reads",
        "{0} comes in with {1}, but the layer reads {2}: {3}", "{4}");

    /// <summary>Two indices the other way round than declared.</summary>
    public static readonly Descriptor Exchanged = new("DG0152", "Indices are not exchanged because two extents happen to be equal",
        "'{0}' is only read as {1}, which fits only because both axes have the extent {2}", "write {0}, or declare it as {1}; where both extents are one, give one of them as size(…) of the other", Severity.Warning);

    /// <summary>An index that occurs once and is not bound.</summary>
    public static readonly Descriptor SingleOccurrence = new("DG0160", "Implicit sums need an index twice",
        "the index '{0}' occurs once and is not on the left side{1}", "write sum({0}: …)");

    /// <summary>The index of a softmax that is not bound around it.</summary>
    public static readonly Descriptor KeptIndex = new("DG0161", "softmax keeps its index",
        "{0} keeps its index, but '{1}' is neither on the left side nor summed around it", "write '{1}' on the left side");

    /// <summary>The domain of a maximum that guards cannot say.</summary>
    public static readonly Descriptor MaximumCondition = new("DG0162", "The domain of max and min is a conjunction of index comparisons",
        "the condition of {0} is not a conjunction of comparisons of indices", "use 'and' alone, and compare indices");

    /// <summary>A condition outside of brackets.</summary>
    public static readonly Descriptor ConditionAsNumber = new("DG0163", "A condition in brackets is a number",
        "a condition is not a number", "write it in brackets, [a < b], to get 1 or 0");

    /// <summary>An equation that reads its own tensor.</summary>
    public static readonly Descriptor ReadsItself = new("DG0164", "Only a scan reads itself",
        "the equation of '{0}' reads '{0}', by way of {1}", "declare 'scan {0}[…] over t = 0' and read it at t-1");

    /// <summary>A tensor of a recurrence without the time index.</summary>
    public static readonly Descriptor ScanTime = new("DG0165", "What takes part in a recurrence has its time index",
        "'{0}' takes part in the recurrence over '{1}', but has no index '{1}'", "give it the index");

    /// <summary>A recurrence that reads a step that is not computed yet.</summary>
    public static readonly Descriptor ScanOrder = new("DG0166", "A recurrence reads steps that are computed",
        "'{0}' reads '{1}' at {2}, a step that is not computed yet", "read {3}");

    /// <summary>A constant that is not a real number.</summary>
    public static readonly Descriptor Arithmetic = new("DG0167", "Constants are real numbers",
        "this is not a real number: {0}", "");

    /// <summary>A fact about a sum of several terms.</summary>
    public static readonly Descriptor FactPattern = new("DG0168", "The left side of a fact is one product",
        "the left side of the fact has {0} terms", "bring all but one to the right side");

    /// <summary>A loss that is not a scalar.</summary>
    public static readonly Descriptor LossWithIndices = new("DG0169", "A loss is a scalar",
        "the loss {0} has indices", "take the mean over the examples, mean(i: …)");

    /// <summary>An index twice on the left side.</summary>
    public static readonly Descriptor RepeatedLeft = new("DG0170", "The indices on the left side differ",
        "'{0}' cannot stand on the left side: {1}", "write plain indices, each once");

    /// <summary>A fact about numbers that does not hold.</summary>
    public static readonly Descriptor FalseFact = new("DG0171", "Facts about numbers hold",
        "'{0}' does not hold{1}", "give numbers and an input for which it does");

    /// <summary>A fact that is neither an equation nor about numbers.</summary>
    public static readonly Descriptor OpenFact = new("DG0172", "Facts that are no equations are about known numbers",
        "it is not known whether '{0}' holds", "compare numbers, parameters of the layer and sizes; a promise about tensors is an equation");

    /// <summary>Several scalars could be the loss.</summary>
    public static readonly Descriptor SeveralLosses = new("DG0173", "It is clear which scalar is the loss",
        "{0} are scalars that no other equation reads, and nothing says which of them is the loss", "write 'loss {1}' for the one to differentiate, or add them up in one equation");

    /// <summary>Something is written as elsewhere.</summary>
    public static readonly Descriptor ForeignForm = new("DG0174", "Equations have a notation of their own",
        "'{0}' is not written so in equations", "{1}");

    /// <summary>Two statements without anything between them.</summary>
    public static readonly Descriptor MissingSemicolon = new("DG0175", "Statements are separated",
        "the statement that begins with '{0}' stands in the line of another one", "write ';' before it, or a new line");

    /// <summary>All rows, in the order of their codes.</summary>
    public static EquatableArray<Descriptor> All { get; } =
    [
        UnexpectedCharacter, Expected, MissingOperator, ReductionWithoutIndex, StatementTooLong,
        UnknownName, UnknownFunction, DuplicateName, WrongRank, NotATensor, ReadBeforeDefined, NoNextValue, UnknownInitializer, UnknownIndex, GivenTensor,
        ArgumentCount, IncomingName, NotConstant, UnknownLayerName, UnusedParameter, NothingGiven, UnknownList, ListLength,
        ExtentConflict, LetterConflict, OpenExtent, OutOfRange, NotAnExtent, BadExtent, OpenPack, PackConflict, NotAPosition, GatherOfReal, NotAffine, IncomingRank, Exchanged,
        SingleOccurrence, KeptIndex, MaximumCondition, ConditionAsNumber, ReadsItself, ScanTime, ScanOrder, Arithmetic, FactPattern, LossWithIndices, RepeatedLeft, FalseFact, OpenFact, SeveralLosses, ForeignForm, MissingSemicolon,
    ];
}
