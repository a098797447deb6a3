using System.Text.RegularExpressions;
using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Text;

namespace DeriveGen.Compiler.Model;

/// <summary>Every problem that can be reported: DG0001 to DG0099 of declarations and networks, the rest of equations.</summary>
public static class Descriptors
{
    /// <summary>The class cannot be added to.</summary>
    public static readonly Descriptor NotPartial = new("DG0001", "The class of a network is partial",
        "'{0}' is declared a network, but it is not partial, so nothing can be added to it", "write 'partial class {0}'");

    /// <summary>The class, or a type around it, has type parameters.</summary>
    public static readonly Descriptor GenericNetwork = new("DG0002", "A network has no type parameters",
        "'{0}' is declared a network, but it, or a type around it, has type parameters", "sizes are arguments of the layers; remove the type parameters");

    /// <summary>The class cannot be instantiated.</summary>
    public static readonly Descriptor NotInstantiable = new("DG0003", "A network is a class that can be created",
        "'{0}' is declared a network, but it is {1}", "make it a plain class");

    /// <summary>A containing type is not partial.</summary>
    public static readonly Descriptor ContainingTypeNotPartial = new("DG0004", "The types around a network are partial",
        "'{1}' contains the network '{0}', but it is not partial", "write 'partial' before '{1}'");

    /// <summary>The order of layers on several parts is undefined.</summary>
    public static readonly Descriptor SeveralParts = new("DG0005", "The layers of a network stand on one part of the class",
        "the layers of '{0}' stand on several parts of the class, so their order is undefined", "move the attributes to one part");

    /// <summary>Nothing is declared.</summary>
    public static readonly Descriptor NoLayers = new("DG0006", "A network declares something",
        "'{0}' is declared a network, but it has neither layers nor equations", "write [Input(…)] and layers, or [Equations(…)]");

    /// <summary>A setting is out of range.</summary>
    public static readonly Descriptor SettingOutOfRange = new("DG0007", "A setting of the network is in range",
        "{0} is {1}, but it must be {2}", "give a value in that range");

    /// <summary>An attribute class has no equations.</summary>
    public static readonly Descriptor NoEquations = new("DG0008", "A layer has equations",
        "the attribute class '{0}' has no [Equations(…)]", "write its forward equations above the class");

    /// <summary>An argument has a type that equations cannot read.</summary>
    public static readonly Descriptor ArgumentType = new("DG0009", "Equations read numbers, strings, arrays of them, and booleans",
        "parameter '{1}' of {0} has the type {2}, which equations cannot read", "use int, double, bool, string, int[], double[] or string[]");

    /// <summary>A stack has no input.</summary>
    public static readonly Descriptor NoInput = new("DG0010", "A stack begins with its input",
        "the stack of '{0}' has no [Input(…)] before its first layer", "write [Input(features)], [Input(height, width, channels)], or for tokens [Input(length)]");

    /// <summary>Two inputs of one name.</summary>
    public static readonly Descriptor SeveralInputs = new("DG0011", "The inputs of a network have different names",
        "'{0}' has two inputs called '{1}'", "give one of them a Name");

    /// <summary>A second optimizer.</summary>
    public static readonly Descriptor SeveralOptimizers = new("DG0012", "A network has one optimizer",
        "{0} is a second optimizer beside {1}", "keep one of them");

    /// <summary>A clipper behind the optimizer.</summary>
    public static readonly Descriptor ClipperAfterOptimizer = new("DG0013", "Gradients are clipped before the optimizer",
        "{0} stands behind the optimizer {1}, where the gradients are already used", "move {0} before {1}");

    /// <summary>An input size is not positive.</summary>
    public static readonly Descriptor InputShape = new("DG0014", "The sizes of an input are positive",
        "the input has the size {0}", "every size is at least 1; the number of examples is not written");

    /// <summary>A name that no member can have.</summary>
    public static readonly Descriptor LayerName = new("DG0015", "The name of a layer is an identifier",
        "'{0}' cannot be the name of {1}", "write a letter, then letters, digits and underscores");

    /// <summary>A length that cannot be an argument.</summary>
    public static readonly Descriptor InputLength = new("DG0017", "The length of an input has a name and a largest value",
        "'{0}' cannot be the length of the input", "write letters and digits, and as the first extent the largest length, the same wherever the length has that name, as in [Input(128, 8, Length = \"T\")]");

    /// <summary>NaN or an infinity.</summary>
    public static readonly Descriptor NotFinite = new("DG0016", "Numbers are finite",
        "{0} of {1} is {2}", "give a finite number");

    /// <summary>Nothing to train on.</summary>
    public static readonly Descriptor NoLoss = new("DG0020", "A network has a loss",
        "'{0}' has no loss", "add a loss such as [SoftmaxCrossEntropy], or 'loss L' in its equations");

    /// <summary>A layer reads one that is not there.</summary>
    public static readonly Descriptor UnknownLayer = new("DG0021", "A layer reads an earlier one",
        "{0} reads the layer '{1}', which no earlier layer is named{2}", "give the layer Name = \"{1}\"");

    /// <summary>Two layers have one name.</summary>
    public static readonly Descriptor DuplicateLayerName = new("DG0022", "The names of layers differ",
        "two layers are named '{0}'", "rename one of them");

    /// <summary>Two tensors have one name.</summary>
    public static readonly Descriptor DuplicateTensor = new("DG0023", "The names of tensors differ",
        "{0} and {1} both have a tensor '{2}'", "give one of the layers a Name");

    /// <summary>Share cannot be read.</summary>
    public static readonly Descriptor BadShare = new("DG0024", "Share ties a parameter to an earlier one",
        "Share = \"{0}\" cannot be followed: {1}", "write \"W = embed.E\", or \"W = embed.E'\" for the transpose");

    /// <summary>Nothing tells which tensor is the output.</summary>
    public static readonly Descriptor NoOutput = new("DG0025", "A network says what Predict returns",
        "it is not clear what Predict of '{0}' returns: the loss does not read one tensor beside the target", "write 'output p[i, k]' for the tensor meant");

    /// <summary>An open size in a network.</summary>
    public static readonly Descriptor NoCapacity = new("DG0026", "The sizes of a network are bounded",
        "the size {0} has no largest value", "write {0}<=128, with the largest value that occurs");

    /// <summary>A learned or kept tensor that would have another shape in every call.</summary>
    public static readonly Descriptor OpenParameter = new("DG0027", "The shapes of parameters and states are fixed",
        "'{0}' of {1} lasts from call to call, but its shape depends on the size {2}, which each call gives", "give the axis an extent of its own, as in p[s:{3}], and read it at p[t]");

    /// <summary>A layer whose equations define nothing.</summary>
    public static readonly Descriptor LayerWithoutOutput = new("DG0028", "A layer has an output",
        "the equations of {0} define nothing", "its last equation is its output");

    /// <summary>A tensor to keep does not exist.</summary>
    public static readonly Descriptor UnknownKeep = new("DG0029", "The tensors to keep exist",
        "Keep names '{0}', which no tensor of '{1}' is called{2}", "write names of tensors, separated by commas");

    /// <summary>A generated member would clash with one of the class.</summary>
    public static readonly Descriptor MemberClash = new("DG0030", "Generated members do not clash with the class's own",
        "'{0}' already has a member '{1}', which is also the name of a tensor of {2}", "rename the member, or give the layer a Name");

    /// <summary>A member of the class stands where a generated one has to.</summary>
    public static readonly Descriptor OwnMember = new("DG0035", "A network leaves the members that every network has to the generator",
        "'{0}' has a member {1} of its own, where the generated one has to be", "{2}");

    /// <summary>Equations above a class that nobody reads.</summary>
    public static readonly Descriptor UnusedEquations = new("DG0036", "Equations belong to a network, a block, a layer, a loss or an optimizer",
        "'{0}' has [Equations], but it is neither a network nor a block nor derived from one of DeriveGen's attributes, so that nothing reads them{1}",
        "derive it from LayerAttribute, LossAttribute, OptimizerAttribute or ClipperAttribute, or write [Network] above it", Severity.Warning);

    /// <summary>Something is repeated that is no block.</summary>
    public static readonly Descriptor NoBlock = new("DG0040", "What is repeated is a block",
        "'{0}' is repeated, but it is no block", "write [Block] above the class, and its layers");

    /// <summary>A block uses itself.</summary>
    public static readonly Descriptor BlockInItself = new("DG0041", "A block does not contain itself",
        "the block '{0}' is repeated inside itself", "repeat another block, or write the layers here");

    /// <summary>A block is repeated no time at all, or too often.</summary>
    public static readonly Descriptor RepeatCount = new("DG0042", "A block is repeated at least once",
        "the block '{0}' is repeated {1} times", "give a count from 1 to 1000");

    /// <summary>A block without layers.</summary>
    public static readonly Descriptor EmptyBlock = new("DG0043", "A block has layers",
        "the block '{0}' has neither layers nor equations", "write layers, or [Equations(…)], below [Block]");

    /// <summary>Something in a block that belongs to the network.</summary>
    public static readonly Descriptor NotInBlock = new("DG0044", "A block consists of layers and equations",
        "{0} stands in the block '{1}', but {2}", "move it to the networks that use the block");

    /// <summary>A parameter that nothing teaches.</summary>
    public static readonly Descriptor DeadParameter = new("DG0050", "The loss depends on every parameter",
        "{0}: the gradient of {1} is always 0: {2}", "let the loss depend on what is learned, leave it out, or do not learn it: 'frozen param' in equations, Frozen = true of a layer", Severity.Warning);

    /// <summary>A given tensor that nothing reads.</summary>
    public static readonly Descriptor UnreadInput = new("DG0051", "What a call is given is read",
        "{0}: neither an output of '{1}' nor its loss reads the {2} '{3}'", "read it, or leave it out", Severity.Warning);

    /// <summary>A logarithm of what rounding spoils.</summary>
    public static readonly Descriptor UnstableLogarithm = new("DG0052", "Logarithms are of numbers that rounding leaves alone",
        "{0}: the logarithm in '{1}' is not finite where elements of '{2}' are {3} {4} in float, or {3} {5} in double, although its exact value is",
        "write it in one of the functions that neither overflow nor underflow: logsumexp(k: u), logsoftmax(k: u), softplus(u) for log(1 + exp(u)), −softplus(−u) for log(sigmoid(u))", Severity.Warning);

    /// <summary>A method that the runtime hardly optimizes.</summary>
    public static readonly Descriptor LongMethod = new("DG0053", "Emitted methods are short enough to be optimized",
        "the method {1} of '{0}' refers to {2} tensors one by one; from 2000 on, or 60000 bytes, the runtime compiles a method without optimization, several times slower",
        "repeat what is alike as a block, [Repeat<…>], or give neighbouring layers the same sizes: those become a loop", Severity.Warning);

    /// <summary>More elements than an array can have.</summary>
    public static readonly Descriptor TooLarge = new("DG0032", "A network fits into memory",
        "the tensors of '{0}' have more than 2147483647 elements together{1}", "make its layers or its BatchSize smaller");

    /// <summary>A parameter has one part for each example.</summary>
    public static readonly Descriptor LearnedPerExample = new("DG0033", "What is learned is the same for all examples",
        "'{0}' of {1} has an axis of the examples, so that it would differ from call to call", "write its text without that axis, or give the layer an input with another one, for instance [Input(1)]");

    /// <summary>The project's C# cannot hold what is emitted.</summary>
    public static readonly Descriptor LanguageTooOld = new("DG0034", "A project with networks is written in C# 12 or newer",
        "'{0}' is declared a network, but the project is compiled as C# {1}, which cannot hold what is emitted for it", "remove LangVersion from the project, or set it to 12 or latest");

    /// <summary>A loss is to grow.</summary>
    public static readonly Descriptor NegativeWeight = new("DG0054", "The weight of a loss is not negative",
        "the weight of {0} is {1}, so that training makes this loss larger without end", "give it a weight of at least 0; of what should grow, write a loss that falls as it grows");

    /// <summary>A parameter is larger than what is read of it.</summary>
    public static readonly Descriptor PartlyRead = new("DG0055", "Every part of a parameter is read",
        "{0}: only {1} of {2} {3} of '{4}' are read, so the others are never learned", "declare the axis with the extent {1}, or read all of it", Severity.Warning);

    /// <summary>A loss makes probabilities of probabilities.</summary>
    public static readonly Descriptor ProbabilitiesAsLogits = new("DG0056", "Probabilities are not made of probabilities",
        "{0}: '{1}' is a {2}, between 0 and 1, and {3} takes the {4} of that, so that its probabilities differ little whatever is learned",
        "let it hand over what the {2} is taken of, without this activation, or take a loss that reads probabilities, [CrossEntropy] or [BinaryCrossEntropy]", Severity.Warning);

    /// <summary>The name of a layer, block or input is a member's.</summary>
    public static readonly Descriptor NameOfMember = new("DG0057", "The name of a layer is not that of a member",
        "'{0}' cannot be the name of {1}, because '{2}' has a member '{3}' already", "choose another Name");

    /// <summary>A hand-written gradient is another one.</summary>
    public static readonly Descriptor WrongGradient = new("DG0080", "A gradient written by hand is the derived one",
        "'{0}' computes {1} otherwise than derived: {2}; derived is {3}", "mend it, or see how {1} is derived with 'derivegen explain'");

    /// <summary>A parameter of a backward method means nothing.</summary>
    public static readonly Descriptor UnknownParameter = new("DG0081", "The parameters of a backward pass are tensors of its network",
        "'{0}' is neither a tensor of {1}, nor the adjoint of one, nor a size{2}", "call it as the tensor (x, W1), its adjoint (dW1, W1Bar) or the size (batch) that it stands for");

    /// <summary>A parameter has not the type of its tensor.</summary>
    public static readonly Descriptor ParameterType = new("DG0082", "A tensor is an array of its rank",
        "'{0}' is of the type {1}, but {2}", "declare it as {3}");

    /// <summary>A backward method is beyond what is followed.</summary>
    public static readonly Descriptor NotFollowed = new("DG0083", "A backward pass that is verified can be followed",
        "'{0}' is not verified: {1}", "write it as loops over arrays and numbers, or compare it at run time: [Network(SelfCheck = true)] has the method SelfCheck emitted, which compares gradients with differences of the loss", Severity.Warning);

    /// <summary>A backward method computes nothing that could be compared.</summary>
    public static readonly Descriptor NothingToVerify = new("DG0084", "A backward pass computes adjoints",
        "'{0}' writes to nothing that is called like an adjoint of {1}", "let it write to an array that is called like one: {2}", Severity.Warning);

    /// <summary>A backward method belongs to no network.</summary>
    public static readonly Descriptor NoNetworkToVerify = new("DG0085", "A backward pass that is verified belongs to a network",
        "'{0}' has [VerifyBackward], but {1} is no network", "write [VerifyBackward(typeof(…))] with the class that has [Network]");

    /// <summary>An array for a gradient stays as it was.</summary>
    public static readonly Descriptor NeverWritten = new("DG0086", "A backward pass writes every adjoint that it has an array for",
        "'{0}' never writes to {1}; derived is {2}", "write it, or leave {1} out");

    /// <summary>A backward method reaches for an element that is not there.</summary>
    public static readonly Descriptor OutsideOfArray = new("DG0087", "A backward pass stays inside its arrays",
        "'{0}' would throw, followed with {2} examples: {1}", "keep each index below the extent of its axis; the number of examples is the parameter 'batch'");

    /// <summary>A failure of DeriveGen, not of the declaration.</summary>
    public static readonly Descriptor InternalError = new("DG0099", "DeriveGen failed",
        "the {0} of '{1}' failed inside DeriveGen with {2}", "please report it with the declaration of '{1}' and this message");

    /// <summary>The rows for declarations and networks.</summary>
    public static EquatableArray<Descriptor> OfDeclarations { get; } =
    [
        NotPartial, GenericNetwork, NotInstantiable, ContainingTypeNotPartial, SeveralParts, NoLayers, SettingOutOfRange, NoEquations, ArgumentType,
        NoInput, SeveralInputs, SeveralOptimizers, ClipperAfterOptimizer, InputShape, InputLength, LayerName, NotFinite,
        NoLoss, UnknownLayer, DuplicateLayerName, DuplicateTensor, BadShare, NoOutput, NoCapacity, OpenParameter, LayerWithoutOutput, UnknownKeep, MemberClash, TooLarge, LearnedPerExample, LanguageTooOld, OwnMember, UnusedEquations,
        NoBlock, BlockInItself, RepeatCount, EmptyBlock, NotInBlock,
        DeadParameter, UnreadInput, UnstableLogarithm, LongMethod, NegativeWeight, PartlyRead, ProbabilitiesAsLogits, NameOfMember,
        WrongGradient, UnknownParameter, ParameterType, NotFollowed, NothingToVerify, NoNetworkToVerify, NeverWritten, OutsideOfArray,
        InternalError,
    ];

    /// <summary>The rows for equation texts; in a network the first hole names the layer.</summary>
    public static EquatableArray<Descriptor> OfTexts { get; } = TextErrors.All.Map(row => row with
    {
        MessageFormat = "{0}: " + Shift(row.MessageFormat),
        Remedy = Shift(row.Remedy),
    });

    /// <summary>All rows, in the order of their codes.</summary>
    public static EquatableArray<Descriptor> All { get; } = OfDeclarations.OrderBy(row => row.Id, StringComparer.Ordinal).Concat(OfTexts).ToEquatableArray();

    private static readonly Dictionary<string, Descriptor> ById = All.ToDictionary(descriptor => descriptor.Id);

    /// <summary>Counts every hole of a format up by one.</summary>
    private static string Shift(string format) =>
        Regex.Replace(format, @"\{(\d)\}", hole => "{" + (char)(hole.Groups[1].Value[0] + 1) + "}", RegexOptions.CultureInvariant);

    /// <summary>The row of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is no such row.</exception>
    public static Descriptor Find(string id) => ById[id];
}
