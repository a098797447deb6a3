using System.Collections;
using System.Reflection;

namespace DeriveGen.Generator.Tests.Pipeline;

/// <summary>Walks everything that a value holds, by reflection.</summary>
internal static class HeldValues
{
    /// <summary>Fails where the value holds, however deep, something of Roslyn: that would keep whole compilations alive.</summary>
    public static void AssertPlain(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var reached = 0;
        Visit(root, root.GetType().Name);

        // A walk that sees nothing would prove nothing.
        Assert.True(reached > 3, $"only {reached} values were reached");

        void Visit(object? value, string path)
        {
            if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            {
                reached++;
                return;
            }

            reached++;
            Assert.False(value.GetType().Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} is a {value.GetType()}");
            if (value is IEnumerable items)
            {
                foreach (var item in items)
                {
                    Visit(item, path + "[]");
                }
            }

            for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Assert.False(field.FieldType.Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path}.{field.Name} is a {field.FieldType}");
                    if (!field.FieldType.IsPointer && !field.FieldType.IsPrimitive)
                    {
                        Visit(field.GetValue(value), path + "." + field.Name);
                    }
                }
            }
        }
    }
}
