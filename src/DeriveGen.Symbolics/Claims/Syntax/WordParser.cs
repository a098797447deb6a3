namespace DeriveGen.Symbolics.Claims.Syntax;

/// <summary>Reads what begins with a word: a function with its argument, a name with its layer and indices, several names in one word.</summary>
/// <param name="parser">Reads what stands in brackets.</param>
/// <param name="tokens">The tokens.</param>
/// <param name="names">What is known of names.</param>
internal sealed class WordParser(ClaimParser parser, TokenCursor tokens, IClaimNames names)
{
    /// <summary>A word with its scripts: a function, a name in a layer, an element.</summary>
    public ClaimExpression Read()
    {
        ClaimToken token = tokens.Current;
        tokens.Position++;
        if (token.Text is "Diag" or "diag" && tokens.Current.Is("("))
        {
            return new ClaimExpression.Diagonal(parser.Bracketed());
        }

        if (token.Text == "ones")
        {
            return new ClaimExpression.Ones();
        }

        if (token.Text == "sum" && (tokens.Current.Is("_") || tokens.Current.Is("(")))
        {
            return parser.Summation(token);
        }

        bool isFunction = names.IsFunction(token.Text) || (token.Text.Length > 1 && token.Text[0] == 'd' && names.IsFunction(token.Text.Substring(1)));
        if (isFunction && tokens.BeginsCall())
        {
            return Function(token);
        }

        // Wz is W z where no tensor is called Wz.
        if (!names.IsKnown(token.Text) && Split(token) is { } parts)
        {
            ClaimExpression product = new ClaimExpression.Name(parts[0], null, [], token.Span);
            for (int i = 1; i < parts.Count; i++)
            {
                ClaimExpression right = new ClaimExpression.Name(parts[i], null, [], token.Span);
                product = new ClaimExpression.Binary(ClaimOperator.Product, product, i == parts.Count - 1 ? parser.Postfix(WithScripts((ClaimExpression.Name)right)) : right);
            }

            return product;
        }

        return WithScripts(new ClaimExpression.Name(token.Text, null, [], token.Span));
    }

    /// <summary>Layer and indices behind a name; transposes and powers are left.</summary>
    private ClaimExpression WithScripts(ClaimExpression.Name name)
    {
        while (tokens.Current.Is("_") || tokens.Current.Is("^"))
        {
            int before = tokens.Position;
            bool isRaised = tokens.Current.Is("^"), isBracketed = isRaised && tokens.Next.Is("(");
            List<ClaimToken> script = tokens.TakeScript();
            if (isBracketed && script.Count == 1 && script[0].Kind == ClaimTokenKind.Name && name.Example is null && !names.IsLayerLetter(script[0].Text))
            {
                name = name with { Example = script[0].Text };
                continue;
            }

            // [L]T: a layer and a transpose in one script.
            bool isTransposed = isRaised && script.Count > 1 && (script[script.Count - 1].Text == "T" || script[script.Count - 1].Is("ᵀ"));
            if (isTransposed)
            {
                script.RemoveAt(script.Count - 1);
            }

            if (isRaised && name.Example is null && Scripts.TakeExample(script, names) is { } example)
            {
                name = name with { Example = example };
                if (script.Count == 0)
                {
                    continue;
                }
            }

            // a1^2 has its layer already: the 2 is a power, as in a_1^2.
            bool isPower = isRaised && (names.IsTensor(name.Base) || (char.IsDigit(name.Base[name.Base.Length - 1]) && names.IsKnown(name.Base))) && script.All(token => token.Kind == ClaimTokenKind.Number);
            if (!isPower && name.Layer is null && Scripts.LayerOf(script, isRaised, names) is { } layer)
            {
                name = name with { Layer = layer };
            }
            else if (!isRaised && Scripts.IndicesOf(script) is { } indices)
            {
                name = name with { Indices = indices };
            }
            else
            {
                tokens.Position = before;
                return name;
            }

            if (isTransposed)
            {
                return ClaimExpression.Transpose.Of(name);
            }
        }

        return name;
    }

    private ClaimExpression Function(ClaimToken token)
    {
        int primes = 0;
        bool isInverse = false;
        while (tokens.Current.Is("'") || tokens.Current.Is("^") || tokens.Current.Is("_"))
        {
            if (tokens.Take("'"))
            {
                primes++;
                continue;
            }

            foreach (ClaimToken mark in tokens.TakeScript())
            {
                primes += mark.Is("'") ? 1 : 0;
                isInverse |= mark.Is("-");
            }
        }

        // log z: a function may stand before one name without brackets.
        ClaimExpression argument = tokens.Current.Kind == ClaimTokenKind.Name ? parser.Postfix(parser.Primary()) : parser.Bracketed();
        return new ClaimExpression.Call(token.Text, primes, isInverse, argument, token.Span);
    }

    /// <summary>A word as names that are known, longest first; null where that fails.</summary>
    private List<string>? Split(ClaimToken token)
    {
        string word = token.Text;
        var parts = new List<string>();
        for (int at = 0; at < word.Length;)
        {
            int length = word.Length - at;
            while (length > 0 && !(names.IsKnown(word.Substring(at, length)) || (length == 1 && word[at] == 'm')))
            {
                length--;
            }

            if (length == 0)
            {
                return null;
            }

            parts.Add(word.Substring(at, length));
            at += length;
        }

        return parts.Count > 1 ? parts : null;
    }
}
