using DeriveGen.Symbolics;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Scheduling;

/// <summary>
/// Steps in their order while equations are being put into them. It knows which steps mention a tensor, so that an equation is tried only
/// where it could fit: the work grows with the network, not with its square.
/// </summary>
internal sealed class PlacedSteps
{
    private readonly List<Step> _steps = [];
    private readonly Dictionary<Tensor, int> _lastWriter = [];
    private readonly Dictionary<Tensor, int> _lastReader = [];
    private readonly Dictionary<Tensor, SortedSet<int>> _mentions = [];

    /// <summary>The same steps, to put others into.</summary>
    public PlacedSteps Copy()
    {
        var copy = new PlacedSteps();
        copy._steps.AddRange(_steps);
        foreach (KeyValuePair<Tensor, int> writer in _lastWriter)
        {
            copy._lastWriter.Add(writer.Key, writer.Value);
        }

        foreach (KeyValuePair<Tensor, int> reader in _lastReader)
        {
            copy._lastReader.Add(reader.Key, reader.Value);
        }

        foreach (KeyValuePair<Tensor, SortedSet<int>> mention in _mentions)
        {
            copy._mentions.Add(mention.Key, [.. mention.Value]);
        }

        return copy;
    }

    /// <summary>The number of steps.</summary>
    public int Count => _steps.Count;

    /// <summary>A step by its number.</summary>
    public Step this[int number] => _steps[number];

    /// <summary>Puts a step behind all others.</summary>
    public void Add(Step step)
    {
        _steps.Add(step);
        Record(_steps.Count - 1);
    }

    /// <summary>Puts a step before another.</summary>
    public void Insert(int number, Step step)
    {
        _steps.Insert(number, step);
        _lastWriter.Clear();
        _lastReader.Clear();
        _mentions.Clear();
        for (int each = 0; each < _steps.Count; each++)
        {
            Record(each);
        }
    }

    /// <summary>Replaces a step by one that computes the same and more.</summary>
    public void Extend(int number, Step step)
    {
        _steps[number] = step;
        Record(number);
    }

    /// <summary>The last step that computes a tensor, −1 where none does.</summary>
    public int LastWriterOf(Tensor tensor) => _lastWriter.TryGetValue(tensor, out int number) ? number : -1;

    /// <summary>The last step that reads a tensor, −1 where none does.</summary>
    public int LastReaderOf(Tensor tensor) => _lastReader.TryGetValue(tensor, out int number) ? number : -1;

    /// <summary>The steps from a number on that compute or read one of the tensors, in order.</summary>
    public IEnumerable<int> Mentioning(IEnumerable<Tensor> tensors, int from)
    {
        var numbers = new SortedSet<int>();
        foreach (Tensor tensor in tensors)
        {
            if (_mentions.TryGetValue(tensor, out SortedSet<int>? known) && known.Max >= from)
            {
                numbers.UnionWith(known.GetViewBetween(from, known.Max));
            }
        }

        return numbers;
    }

    /// <summary>All of them.</summary>
    public EquatableArray<Step> ToArray() => _steps.ToEquatableArray();

    private void Record(int number)
    {
        foreach (Tensor tensor in StepReads.Writes(_steps[number]))
        {
            _lastWriter[tensor] = Math.Max(number, LastWriterOf(tensor));
            Mention(tensor, number);
        }

        foreach (Tensor tensor in StepReads.Reads(_steps[number]))
        {
            _lastReader[tensor] = Math.Max(number, LastReaderOf(tensor));

            // A number that both read matches no loop of theirs; every update reads the rate, and would be tried in every step.
            if (tensor.Rank > 0)
            {
                Mention(tensor, number);
            }
        }
    }

    private void Mention(Tensor tensor, int number)
    {
        if (!_mentions.TryGetValue(tensor, out SortedSet<int>? numbers))
        {
            _mentions[tensor] = numbers = [];
        }

        numbers.Add(number);
    }
}
