using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Claims.Syntax;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Claims;

/// <summary>What a name of a claim means.</summary>
internal abstract record Meaning
{
    /// <summary>A tensor of the network.</summary>
    public sealed record Value(Tensor Tensor) : Meaning;

    /// <summary>∂L/∂T, or with tangents the differential of T.</summary>
    public sealed record Adjoint(Tensor Of) : Meaning;

    /// <summary>A definition above.</summary>
    public sealed record Defined(ClaimExpression Expression) : Meaning;

    /// <summary>The number of examples.</summary>
    public sealed record Examples : Meaning;
}

/// <summary>The names that a claims fence knows: the network's, its settings' and its own definitions.</summary>
/// <remarks>
/// A name is letters and a layer. <c>W2</c>, <c>W_2</c> and W with 2 above are one name; so are <c>Theta</c>, Θ and \Theta, and <c>Yhat</c>
/// and Ŷ.
/// </remarks>
internal sealed class Vocabulary : IClaimNames
{
    private const int MostPrimes = 4;
    private const char Macron = '\u0304', Hat = '\u0302', Dot = '\u0307';

    private static readonly HashSet<string> s_losses = ["J", "L", "E", "C", "loss", "Loss", "MSE", "cost"];
    private static readonly HashSet<string> s_functions = [.. ScalarFunction.All.Keys, .. Build.Derived.Keys, "σ", "ln", "Diag", "diag"];

    private readonly ClaimNetwork _network;
    private readonly ClaimSettings _settings;
    private readonly Dictionary<(string Letters, int? Layer), Tensor> _tensors = [];
    private readonly Dictionary<(string Letters, int? Layer), ClaimExpression> _definitions = [];

    /// <summary>The names of a network under some settings.</summary>
    public Vocabulary(ClaimNetwork network, ClaimSettings settings)
    {
        (_network, _settings) = (network, settings);
        foreach (Tensor tensor in network.System.Tensors.Where(tensor => tensor.Kind is not (TensorKind.ArgMax or TensorKind.Temporary)))
        {
            _tensors[Key(tensor.Name, null)] = tensor;
        }
    }

    /// <summary>The letters of layers that have one value.</summary>
    public IReadOnlyDictionary<string, int> FixedLayers
    {
        get
        {
            Dictionary<string, int> letters = _settings.FixedLayers.ToDictionary(layer => layer.Letter, layer => layer.Value);
            if (_settings.Layers is { } layers && layers.Letter != "L" && !letters.ContainsKey("L") && _settings.FixedLayers.Length == 0)
            {
                letters["L"] = layers.Last;
            }

            return letters;
        }
    }

    /// <inheritdoc/>
    public bool IsFunction(string word) => s_functions.Contains(word) || _settings.Functions.Contains(word);

    /// <inheritdoc/>
    public bool IsTensor(string word) => _tensors.ContainsKey(Key(word, null)) && !_tensors.Keys.Any(key => key.Letters == Key(word, null).Letters && key.Layer is not null);

    /// <inheritdoc/>
    public bool IsKnown(string word)
    {
        (string letters, _) = Key(word, null);
        return IsLetters(letters) || (letters.Length > 1 && letters[0] == 'd' && IsLetters(letters.Substring(1))) || (letters.Length > 1 && IsLetters(letters.Replace(Macron.ToString(), "")));
    }

    /// <inheritdoc/>
    public bool IsLayerLetter(string word) => FixedLayers.ContainsKey(word) || _settings.Layers?.Letter == word;

    /// <inheritdoc/>
    public bool IsLoss(string word) => word == _network.System.Loss!.Name || (s_losses.Contains(word) && !_tensors.ContainsKey(Key(word, null)));

    /// <summary>The function of which only the name is known, or null.</summary>
    public ScalarFunction? UnknownFunction(string word) => _settings.Functions.Contains(word) ? Expressions.UnknownFunction.Of(word) : null;

    /// <summary>A function of the language, or one of which only the name is known, differentiated some times.</summary>
    /// <exception cref="ClaimException">It is differentiated more often than <see cref="MostPrimes"/> times.</exception>
    public Func<Polynomial, Polynomial> Function(string word, int primes)
    {
        if (primes > MostPrimes)
        {
            throw new ClaimException(default, $"{word} is differentiated {primes} times; more than {MostPrimes} times none is");
        }

        string name = word switch { "σ" => "sigmoid", "ln" => "log", _ => word };
        Func<Polynomial, Polynomial> function = UnknownFunction(name) is { } unknown ? value => Polynomial.Of(new Apply(unknown, value)) : value => Build.Call(name, value);
        for (int prime = 0; prime < primes; prime++)
        {
            function = Differentiated(function);
        }

        return function;
    }

    private static Func<Polynomial, Polynomial> Differentiated(Func<Polynomial, Polynomial> function)
    {
        var variable = new Tensor("x", [], TensorKind.Temporary);
        Polynomial derivative = Polynomial.Create(Derivation.Differentiate.Terms(function(Polynomial.Of(variable)), variable, []));
        return value => Walk.Replace(derivative, access => ReferenceEquals(access.Tensor, variable) ? value : null);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, ScalarFunction> UnknownFunctions => _settings.Functions.ToDictionary(name => name, Expressions.UnknownFunction.Of);

    /// <summary>Whether the letters are those of an adjoint, dW, whatever the layer: no definition takes such a name.</summary>
    public bool LooksLikeAdjoint(ClaimExpression.Name name) => Key(name.Base, null).Letters is { Length: > 1 } letters && letters[0] == 'd' && IsLetters(letters.Substring(1));

    /// <summary>Adds a definition.</summary>
    public void Define(string letters, int? layer, ClaimExpression value) => _definitions[Key(letters, layer)] = value;

    /// <summary>What a name means in a layer; null where nothing is called so.</summary>
    /// <param name="name">The name.</param>
    /// <param name="layers">The values of the letters that count layers.</param>
    public Meaning? Find(ClaimExpression.Name name, IReadOnlyDictionary<string, int> layers)
    {
        int? layer = null;
        if (name.Layer is { } index)
        {
            layer = index.Value(layers);
            if (layer is null)
            {
                return null;
            }
        }

        (string letters, int? number) = Key(name.Base, layer);
        return Find(letters, number) ?? (letters is "m" or SizeTable.Batch && number is null ? new Meaning.Examples() : null);
    }

    /// <summary>The tensor that a name or a definition, ŷ = z_2, stands for; null where it is no tensor.</summary>
    /// <param name="expression">The name.</param>
    /// <param name="layers">The values of the letters that count layers.</param>
    public Tensor? TensorOf(ClaimExpression expression, IReadOnlyDictionary<string, int> layers) => expression is not ClaimExpression.Name name ? null : Find(name, layers) switch
    {
        Meaning.Value value => value.Tensor,
        Meaning.Defined { Expression: var defined } when !defined.Equals(expression) => TensorOf(defined, layers),
        _ => null,
    };

    /// <summary>Names that are known, for suggestions.</summary>
    public IEnumerable<string> Known => _tensors.Values.Select(tensor => tensor.Name).Concat(_tensors.Values.Select(tensor => "d" + tensor.Name)).Concat(_definitions.Keys.Select(key => key.Letters + key.Layer?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Other letters that name tensors which might have been meant: those that have the name's layer, or none where it has none.</summary>
    public IEnumerable<string> Beside(ClaimExpression.Name name)
    {
        (string letters, int? layer) = Key(name.Base, null);
        string prefix = letters.Length > 1 && letters[0] == 'd' ? "d" : "";
        bool isSpelledOut = layer is not null;
        return _tensors.Keys.Where(key => prefix + key.Letters != letters && (name.Layer is null ? key.Layer == layer : key.Layer is not null))
            .Select(key => prefix + key.Letters + (isSpelledOut ? key.Layer?.ToString(CultureInfo.InvariantCulture) : "")).Distinct();
    }

    private Meaning? Find(string letters, int? layer)
    {
        if (_definitions.TryGetValue((letters, layer), out ClaimExpression? definition))
        {
            return new Meaning.Defined(definition);
        }

        foreach (LetterName rename in _settings.Names)
        {
            if (Key(rename.Claimed, null).Letters == letters && Direct(Key(rename.Named, null).Letters, layer + rename.Shift) is { } renamed)
            {
                return renamed;
            }
        }

        return Direct(letters, layer);
    }

    private Meaning? Direct(string letters, int? layer)
    {
        if (_tensors.TryGetValue((letters, layer), out Tensor? tensor))
        {
            return new Meaning.Value(tensor);
        }

        string? of = letters.IndexOf(Macron) >= 0 ? letters.Replace(Macron.ToString(), "")
            : letters.Length > 1 && letters[0] is 'd' ? letters.Substring(1)
            : letters.IndexOf(Dot) >= 0 ? letters.Replace(Dot.ToString(), "")
            : null;
        return of is null ? null : Find(of, layer) is Meaning.Value value ? new Meaning.Adjoint(value.Tensor) : null;
    }

    private bool IsLetters(string letters) => _tensors.Keys.Concat(_definitions.Keys).Any(key => key.Letters == letters)
        || _settings.Names.Any(rename => Key(rename.Claimed, null).Letters == letters);

    /// <summary>Letters and layer of a name, every spelling of one name alike.</summary>
    private static (string Letters, int? Layer) Key(string name, int? layer)
    {
        string letters = name.Normalize(System.Text.NormalizationForm.FormD);
        int end = letters.Length;
        while (end > 1 && (char.IsDigit(letters[end - 1]) || letters[end - 1] is '_' or Macron or Dot))
        {
            end--;
        }

        string marks = string.Concat(letters.Substring(end).Where(c => c is Macron or Dot));
        string digits = string.Concat(letters.Substring(end).Where(char.IsDigit));
        if (layer is null && digits.Length is > 0 and < 6)
        {
            layer = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        else
        {
            marks = digits + marks;
        }

        letters = letters.Substring(0, end);
        bool isAdjoint = letters.Length > 1 && letters[0] == 'd' && !Latex.Letters.ContainsKey(letters);
        string word = isAdjoint ? letters.Substring(1) : letters;
        word = word.EndsWith("hat", StringComparison.Ordinal) && word.Length > 3 ? word.Substring(0, word.Length - 3) + Hat : word;
        word = Latex.Letters.TryGetValue(word, out string? greek) ? greek : word;
        return ((isAdjoint ? "d" : "") + word + marks, layer);
    }
}
