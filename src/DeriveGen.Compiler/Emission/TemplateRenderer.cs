using System.Collections.Concurrent;
using System.Reflection;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace DeriveGen.Compiler.Emission;

/// <summary>Fills the templates. A hole is a property of the view under its C# name; an unknown name is an error, and nothing is cut.</summary>
internal static class TemplateRenderer
{
    private static readonly ConcurrentDictionary<string, Template> s_templates = new();

    /// <summary>Renders a template with the properties of <paramref name="view"/>.</summary>
    /// <param name="name">The file's name under templates/, without ending.</param>
    /// <param name="view">A record whose properties are strings, booleans and lists of views.</param>
    /// <exception cref="InvalidOperationException">The template is missing, does not parse, or asks for what the view has not.</exception>
    public static string Render(string name, object view)
    {
        Template template = s_templates.GetOrAdd(name, Load);
        var context = new TemplateContext
        {
            MemberRenamer = member => member.Name,
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            EnableRelaxedTargetAccess = false,
            EnableRelaxedIndexerAccess = false,
            LimitToString = 0,
            LoopLimit = 0,
            RecursiveLimit = 0,
            NewLine = "\n",
        };
        context.PushGlobal(new ViewNames(view));
        return template.Render(context).Replace("\r\n", "\n");
    }

    private static Template Load(string name)
    {
        string resource = "templates/" + name + ".scriban";
        using Stream stream = typeof(TemplateRenderer).GetTypeInfo().Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The template {resource} is missing.");
        using var reader = new StreamReader(stream);
        Template template = Template.Parse(reader.ReadToEnd().Replace("\r\n", "\n"), resource);
        return template.HasErrors
            ? throw new InvalidOperationException($"{resource}: {string.Join("; ", template.Messages)}")
            : template;
    }

    /// <summary>
    /// The names of a view, each read when a template asks for it, and once in a rendering: for a getter that is called twice the runtime compiles a
    /// stub.
    /// </summary>
    private sealed class ViewNames(object view) : ScriptObject(0, autoImportStaticsFromThisType: false)
    {
        /// <inheritdoc/>
        public override bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
        {
            if (base.TryGetValue(context, span, member, out value))
            {
                return true;
            }

            if (view.GetType().GetRuntimeProperty(member) is not { } property)
            {
                return false;
            }

            value = property.GetValue(view);
            SetValue(member, value, readOnly: true);
            return true;
        }
    }
}
