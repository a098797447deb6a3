namespace DeriveGen.Compiler.Equations;

/// <summary>From the names in strings, <c>block3.mlp.W</c>, to the members that lead there, <c>net.Block3.Mlp.W</c>.</summary>
internal static class MemberNames
{
    /// <summary>A layer's or block's name as a member has it: <c>Head</c> for head.</summary>
    public static string Of(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The last name of a path.</summary>
    public static string Last(string path) => path.Substring(path.LastIndexOf('.') + 1);

    /// <summary>The path without its last name; null where it has but one.</summary>
    public static string? Above(string path) => path.LastIndexOf('.') is >= 0 and var dot ? path.Substring(0, dot) : null;

    /// <summary>a, a.b, a.b.c for a.b.c; nothing for null.</summary>
    public static IEnumerable<string> Beginnings(string? path) => path is null ? [] : Beginnings(Above(path)).Append(path);

    /// <summary>The members by which a tensor is reached.</summary>
    public static IEnumerable<LeadingMember> Leading(ParameterDeclaration declaration)
    {
        string tensor = declaration.Tensor.Name;
        string own = declaration.Layer is { } layer ? tensor.Substring(layer.Length + 1) : tensor;
        return Beginnings(declaration.Layer).Select(path => new LeadingMember(Above(path), Of(Last(path)), path))
            .Append(new(declaration.Layer, own, tensor))
            .Append(new(declaration.Layer, own + "Bar", tensor + "Bar"));
    }
}

/// <summary>A member that leads to a tensor.</summary>
/// <param name="Owner">The path of what it is a member of, null for the network.</param>
/// <param name="Member">Its name.</param>
/// <param name="Target">The path of the layer, block or tensor that it is.</param>
internal sealed record LeadingMember(string? Owner, string Member, string Target);
