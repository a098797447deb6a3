using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeriveGen.Compiler.Emission;

/// <summary>A text and the whole numbers in it.</summary>
internal sealed class NumberedText
{
    private const int MostDigits = 9;

    private readonly List<string> _between = [];

    private NumberedText(string text)
    {
        int end = 0;
        for (int start = 0, last; start < text.Length; start = last + 1)
        {
            for (last = start; last < text.Length && text[last] is >= '0' and <= '9'; last++)
            {
            }

            if (last > start && IsNumber(text, start, last - start))
            {
                _between.Add(text.Substring(end, start - end));
                Numbers.Add(int.Parse(text.Substring(start, last - start), NumberStyles.None, CultureInfo.InvariantCulture));
                end = last;
            }
        }

        _between.Add(text.Substring(end));
    }

    /// <summary>The numbers, in order.</summary>
    public List<int> Numbers { get; } = [];

    /// <summary>The same for texts that differ in their numbers alone.</summary>
    public string Key => string.Join("#", _between);

    /// <summary>Finds the numbers of a text.</summary>
    public static NumberedText Of(string text) => new(text);

    /// <summary>Whether the numbers of a second and a third text, which differ in their numbers alone, go on from this one's by the same steps.</summary>
    public bool GrowsEvenly(NumberedText second, NumberedText third)
    {
        for (int position = 0; position < Numbers.Count; position++)
        {
            if (second.Numbers[position] - Numbers[position] != third.Numbers[position] - second.Numbers[position])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text with other numbers.</summary>
    public string With(Func<int, string> number)
    {
        var text = new StringBuilder(_between[0]);
        for (int position = 0; position < Numbers.Count; position++)
        {
            text.Append(number(position)).Append(_between[position + 1]);
        }

        return text.ToString();
    }

    /// <summary>Whether digits can be counted with: short ones without a zero in front.</summary>
    private static bool IsNumber(string text, int start, int length) => length <= MostDigits && (length == 1 || text[start] != '0');
}

/// <summary>Texts in a row, or texts that stand there several times with other numbers, each of which grows by the same from time to time.</summary>
/// <param name="Texts">The texts, those of the first time.</param>
/// <param name="Steps">For each text and number how much it grows.</param>
/// <param name="Count">How many times they stand there.</param>
/// <param name="Rest">How many of the first texts stand there once more behind the last time.</param>
internal sealed record TextRun(IReadOnlyList<NumberedText> Texts, IReadOnlyList<int[]> Steps, int Count, int Rest = 0)
{
    private const string Mark = "\u0001";
    private static readonly Regex s_literal = new("\"([^\"]*)\"", RegexOptions.CultureInvariant);
    private static readonly Regex s_marked = new(Mark + "([^" + Mark + "]*)" + Mark, RegexOptions.CultureInvariant);

    /// <summary>The runs that texts consist of.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="fewestSaved">A repetition that saves fewer texts stays written out.</param>
    /// <param name="withRests">Whether a repetition may end early the last time.</param>
    public static List<TextRun> Find(IEnumerable<string> texts, int fewestSaved, bool withRests = false)
    {
        List<NumberedText> numbered = [.. texts.Select(NumberedText.Of)];
        int[] Growth(int text, int period) => [.. numbered[text].Numbers.Zip(numbered[text + period].Numbers, (before, after) => after - before)];
        bool GrowsOn(int text, int period) => numbered[text].GrowsEvenly(numbered[text + period], numbered[text + (2 * period)]);

        var runs = new List<TextRun>();
        void AddPlain(int from, int to)
        {
            if (to > from)
            {
                runs.Add(new([.. numbered.Skip(from).Take(to - from)], [], 1));
            }
        }

        int at = 0;
        string[] keys = [.. numbered.Select(text => text.Key)];
        List<Repetition> found = Repetition.Find(keys, fewestSaved, GrowsOn);
        for (int number = 0; number < found.Count; number++)
        {
            Repetition repetition = found[number];
            if (withRests)
            {
                repetition = repetition.WithRest(keys, number + 1 < found.Count ? found[number + 1].Start : keys.Length);
                int last = repetition.End - repetition.Rest - repetition.Period;
                repetition = repetition with { Rest = Enumerable.Range(0, repetition.Rest).TakeWhile(text =>
                    Growth(repetition.Start + text, repetition.Period).SequenceEqual(Growth(last + text, repetition.Period))).Count() };
            }

            AddPlain(at, repetition.Start);
            runs.Add(new(
                [.. numbered.Skip(repetition.Start).Take(repetition.Period)],
                [.. Enumerable.Range(repetition.Start, repetition.Period).Select(text => Growth(text, repetition.Period))],
                repetition.Count,
                repetition.Rest));
            at = repetition.End;
        }

        AddPlain(at, numbered.Count);
        return runs;
    }

    /// <summary>What n runs through in a text for a reader: <c>n = 1 … 12</c>.</summary>
    public string Range => $"n = {Digits(First)} … {Digits(Last)}";

    private int Last => First + Count - 1 + (Rest > 0 ? 1 : 0);

    /// <summary>A number that grows by 1 begins with this; 0 where there is none.</summary>
    private int First => Texts.SelectMany((text, line) => text.Numbers.Where((_, number) => Steps[line][number] == 1)).FirstOrDefault();

    /// <summary>The run for a reader; of several times one, behind a line that says where n begins and ends, and before what the last time leaves out another one.</summary>
    public IEnumerable<string> ForReading() => Count == 1
        ? Texts.Select((_, line) => ForReading(line))
        : Texts.Select((_, line) => (line > 0 && line == Rest ? [$"  and where n < {Digits(Last)}:"] : Array.Empty<string>()).Append("  " + ForReading(line)))
            .SelectMany(lines => lines).Prepend($"for {Range}:");

    /// <summary>A text for a reader, with <c>{n}</c>, <c>{n−1}</c>, <c>{7n+2}</c> for the numbers that grow.</summary>
    public string ForReading(int line)
    {
        int first = Count == 1 ? 0 : First;
        return Text(line, (begin, step) =>
        {
            int rest = begin - (step * first);
            string multiple = (Math.Abs(step) == 1 ? string.Empty : Digits(Math.Abs(step))) + "n";
            return "{" + (step < 0 ? (rest == 0 ? string.Empty : Digits(rest)) + "−" + multiple
                : multiple + (rest == 0 ? string.Empty : (rest < 0 ? "−" : "+") + Digits(Math.Abs(rest)))) + "}";
        });
    }

    /// <summary>A text as C#, with an expression in <paramref name="counter"/>, which counts from 0, for the numbers that grow.</summary>
    public string ForCounting(int line, string counter) => Interpolated(Text(line, (begin, step) =>
        Mark + (begin == 0 ? string.Empty : Digits(begin) + (step < 0 ? " - " : " + ")) + (Math.Abs(step) == 1 && begin != 0 || step == 1 ? string.Empty : Digits(begin == 0 ? step : Math.Abs(step)) + " * ") + counter + Mark));

    /// <summary>The texts as C#.</summary>
    public IEnumerable<string> ForCounting(string counter) => Texts.Select((_, line) => ForCounting(line, counter));

    /// <summary>Inside a string literal an expression stands in braces.</summary>
    private static string Interpolated(string text) => s_marked.Replace(
        s_literal.Replace(text, literal => literal.Value.Contains(Mark) ? "$" + s_marked.Replace(literal.Value, "{$1}") : literal.Value), "$1");

    private string Text(int line, Func<int, int, string> number) => Texts[line].With(position =>
        Count == 1 || Steps[line][position] == 0 ? Digits(Texts[line].Numbers[position]) : number(Texts[line].Numbers[position], Steps[line][position]));

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
