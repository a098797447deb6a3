using System.Globalization;
using DeriveGen.Compiler.Model;
using DeriveGen.Symbolics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeriveGen.Generator.Declarations;

/// <summary>Reads one attribute of a stack.</summary>
internal static class DeclarationReader
{
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

        var named = written.Attribute.NamedArguments.ToDictionary(argument => argument.Key, argument => argument.Value.Value);
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
                        .Concat(Named(Declaration.Length) is string length ? [new Argument(Declaration.Length, new ArgumentValue.String(length))] : []).ToEquatableArray(),
                Named("Name") as string,
                Named("From") as string,
                Named("Share") as string,
                Named("Weight") is double weight ? weight : 1,
                Named("Frozen") is true),
            []);

        object? Named(string property) => named.TryGetValue(property, out var value) ? value : null;
    }

    /// <summary>Values that C# allows and equations do not.</summary>
    private static IEnumerable<Problem> ValueProblems(WrittenAttribute written, IEnumerable<(IParameterSymbol Parameter, ArgumentValue? Value, bool IsDefault)> arguments)
    {
        var subject = AttributeClassReader.ShortName(written.Attribute.AttributeClass!);
        var given = arguments.SelectMany(argument => NumbersOf(argument.Value), (argument, value) => (argument.Parameter.Name, Value: (double?)value))
            .Concat(written.Attribute.NamedArguments.Select(argument => (Name: argument.Key, Value: argument.Value.Value as double?)));
        foreach (var (name, value) in given.Where(argument => argument.Value is { } number && (double.IsNaN(number) || double.IsInfinity(number))))
        {
            yield return Problem.OfArgument(Descriptors.NotFinite, written.Ordinal, name, name, subject, value!.Value.ToString(CultureInfo.InvariantCulture));
        }

        if (written.Attribute.NamedArguments.FirstOrDefault(argument => argument.Key == nameof(Declaration.Name)).Value.Value is string layer
            && !(SyntaxFacts.IsValidIdentifier(layer) && layer[0] != '_'))
        {
            yield return Problem.OfArgument(Descriptors.LayerName, written.Ordinal, nameof(Declaration.Name), layer, subject);
        }
    }

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
    private static IEnumerable<(IParameterSymbol Parameter, ArgumentValue? Value, bool IsDefault)> Arguments(WrittenAttribute written)
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
            yield return (parameter, value, isDefault);
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
