using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Generator.Declarations;

/// <summary>Reads one attribute of a stack.</summary>
internal static class DeclarationReader
{
    /// <summary>A parameter of an attribute's constructor with its value, null where that cannot be read.</summary>
    private sealed record GivenArgument(IParameterSymbol Parameter, ArgumentValue? Value, bool IsDefault);

    /// <summary>The declaration, or null beside the problems that stand in the way.</summary>
    public static (Declaration? Declaration, EquatableArray<Problem> Problems) Read(WrittenAttribute written, Compilation compilation)
    {
        var attributeClass = written.Attribute.AttributeClass!;
        var role = written.Role!.Value;
        var text = TextOf(written.Attribute, role);
        var arguments = Arguments(written).ToList();
        Problem[] problems =
        [
            .. text is null ? [Problem.Of(Descriptors.NoEquations, written.Ordinal, attributeClass.Name)] : Array.Empty<Problem>(),
            .. arguments.Where(argument => argument.Value is null).Select(argument => AttributeClassReader.ArgumentProblem(argument.Parameter, written.Ordinal)),
            .. ValueProblems(written, arguments),
        ];
        if (problems.Length > 0)
        {
            return (null, [.. problems]);
        }

        return (
            new Declaration(
                written.Ordinal,
                AttributeClassReader.ShortName(attributeClass),
                role,
                text!,
                OriginOf(role, attributeClass, compilation),
                role == DeclarationRole.Equations
                    ? []
                    : arguments.Select(argument => new Argument(argument.Parameter.Name, argument.Value!, argument.IsDefault))
                        .Concat(written.Assigned(Declaration.Length) is string length ? [new Argument(Declaration.Length, new ArgumentValue.String(length))] : []).ToEquatableArray(),
                written.Assigned("Name") as string,
                written.Assigned("From") as string,
                written.Assigned("Share") as string,
                written.Assigned("Weight") is double weight ? weight : 1,
                written.Assigned("Frozen") is true),
            []);
    }

    /// <summary>Values that C# allows and equations do not.</summary>
    private static IEnumerable<Problem> ValueProblems(WrittenAttribute written, List<GivenArgument> arguments)
    {
        var subject = AttributeClassReader.ShortName(written.Attribute.AttributeClass!);
        foreach (var argument in arguments)
        {
            foreach (var value in NumbersOf(argument.Value).Where(value => !IsFinite(value)))
            {
                yield return NotFinite(argument.Parameter.Name, value);
            }
        }

        foreach (var argument in written.Attribute.NamedArguments)
        {
            if (argument.Value is { Kind: TypedConstantKind.Primitive, Value: double value } && !IsFinite(value))
            {
                yield return NotFinite(argument.Key, value);
            }
        }

        if (written.Assigned(nameof(Declaration.Name)) is string layer && !(SyntaxFacts.IsValidIdentifier(layer) && layer[0] != '_'))
        {
            yield return Problem.OfArgument(Descriptors.LayerName, written.Ordinal, nameof(Declaration.Name), layer, subject);
        }

        Problem NotFinite(string name, double value) =>
            Problem.OfArgument(Descriptors.NotFinite, written.Ordinal, name, name, subject, value.ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static IEnumerable<double> NumbersOf(ArgumentValue? value) => value switch
    {
        ArgumentValue.Double number => [number.Value],
        ArgumentValue.DoubleArray array => array.Values,
        _ => [],
    };

    private static string? TextOf(AttributeData attribute, DeclarationRole role) => role switch
    {
        DeclarationRole.Input or DeclarationRole.Block => "",
        DeclarationRole.Equations => attribute.ConstructorArguments[0].Value as string ?? "",
        _ => AttributeClassReader.TextOf(attribute.AttributeClass!),
    };

    private static TextOrigin OriginOf(DeclarationRole role, INamedTypeSymbol attributeClass, Compilation compilation) =>
        role is DeclarationRole.Equations or DeclarationRole.Input or DeclarationRole.Block ? TextOrigin.Network
        : AttributeClassReader.IsInSource(attributeClass, compilation) ? TextOrigin.LayerSource
        : TextOrigin.Metadata;

    /// <summary>Every parameter of the constructor with its value, null where its type cannot be read.</summary>
    private static IEnumerable<GivenArgument> Arguments(WrittenAttribute written)
    {
        var constructor = written.Attribute.AttributeConstructor!;
        var values = written.Attribute.ConstructorArguments;
        foreach (var parameter in constructor.Parameters)
        {
            var value = AttributeClassReader.CanBeRead(parameter.Type) ? ValueOf(values[parameter.Ordinal]) : null;

            // Metadata has all values, whether they were written or not.
            bool isDefault = written.Syntax is null
                ? parameter.HasExplicitDefaultValue && Equals(parameter.ExplicitDefaultValue, values[parameter.Ordinal].Kind == TypedConstantKind.Array ? null : values[parameter.Ordinal].Value)
                : WrittenArgument.Of(written.Syntax, parameter) is null;
            yield return new(parameter, value, isDefault);
        }
    }

    private static ArgumentValue? ValueOf(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Array, Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double } } =>
            new ArgumentValue.DoubleArray(constant.IsNull ? [] : constant.Values.Select(item => (double)item.Value!).ToEquatableArray()),
        { Kind: TypedConstantKind.Array, Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } } =>
            new ArgumentValue.StringArray(constant.IsNull ? [] : constant.Values.Select(item => item.Value as string ?? "").ToEquatableArray()),
        { IsNull: true, Kind: TypedConstantKind.Array } => new ArgumentValue.IntArray([]),
        { IsNull: true } => new ArgumentValue.Null(),
        { Kind: TypedConstantKind.Array } => new ArgumentValue.IntArray(constant.Values.Select(item => (int)item.Value!).ToEquatableArray()),
        { Value: int value } => new ArgumentValue.Int(value),
        { Value: double value } => new ArgumentValue.Double(value),
        { Value: bool value } => new ArgumentValue.Bool(value),
        { Value: string value } => new ArgumentValue.String(value),
        _ => null,
    };
}
