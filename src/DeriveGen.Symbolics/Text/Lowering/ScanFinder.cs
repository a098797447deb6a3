using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>
/// Finds the recurrent blocks of a text: the strongly connected components of "reads" (Tarjan's algorithm), which also come out with
/// every component behind those that it reads.
/// </summary>
internal sealed class ScanFinder
{
    private readonly IReadOnlyList<Equation> _equations;
    private readonly Func<Tensor, TensorSymbol?> _symbols;
    private readonly Dictionary<Tensor, int> _position;
    private readonly int[] _order;
    private readonly int[] _low;
    private readonly bool[] _isOpen;
    private readonly Stack<int> _stack = [];
    private readonly List<Equation> _ordered = [];
    private readonly List<ScanBlock> _scans = [];
    private int _count;

    private ScanFinder(IReadOnlyList<Equation> equations, Func<Tensor, TensorSymbol?> symbols)
    {
        _equations = equations;
        _symbols = symbols;
        _position = Enumerable.Range(0, equations.Count).ToDictionary(i => equations[i].Target);
        _order = new int[equations.Count];
        _low = new int[equations.Count];
        _isOpen = new bool[equations.Count];
    }

    /// <summary>The equations in order of evaluation, and the blocks among them.</summary>
    /// <param name="equations">The equations of a text.</param>
    /// <param name="symbols">The declaration of a tensor, where it has one.</param>
    public static (IReadOnlyList<Equation> Ordered, IReadOnlyList<ScanBlock> Scans) Order(IReadOnlyList<Equation> equations, Func<Tensor, TensorSymbol?> symbols)
    {
        var finder = new ScanFinder(equations, symbols);
        for (int i = 0; i < equations.Count; i++)
        {
            if (finder._order[i] == 0)
            {
                finder.Visit(i);
            }
        }

        return (finder._ordered, finder._scans);
    }

    private void Visit(int at)
    {
        _order[at] = _low[at] = ++_count;
        _stack.Push(at);
        _isOpen[at] = true;
        foreach (int read in Reads(at))
        {
            if (_order[read] == 0)
            {
                Visit(read);
                _low[at] = Math.Min(_low[at], _low[read]);
            }
            else if (_isOpen[read])
            {
                _low[at] = Math.Min(_low[at], _order[read]);
            }
        }

        if (_low[at] != _order[at])
        {
            return;
        }

        var component = new List<int>();
        int member;
        do
        {
            member = _stack.Pop();
            _isOpen[member] = false;
            component.Add(member);
        }
        while (member != at);

        component.Sort();
        Close(component);
    }

    private IEnumerable<int> Reads(int at) => _equations[at].Reads.Where(_position.ContainsKey).Select(tensor => _position[tensor]);

    private void Close(List<int> component)
    {
        Equation[] members = [.. component.Select(i => _equations[i])];
        _ordered.AddRange(members);
        if (component.Count == 1 && !Reads(component[0]).Contains(component[0]))
        {
            return;
        }

        TensorSymbol scan = members.Select(member => _symbols(member.Target)).FirstOrDefault(symbol => symbol?.Scan is not null)
            ?? throw ReadsItself(members);
        ScanRule rule = scan.Scan!;
        string time = rule.Indices[rule.Axis].Name;
        int[] axes = [.. members.Select(member => TimeAxis(member, time))];
        var block = new ScanBlock(members.Select(member => member.Target).ToEquatableArray(), [.. axes], rule.Direction);
        foreach (Equation member in members)
        {
            CheckSteps(member, block, time);
        }

        _scans.Add(block);
    }

    private int TimeAxis(Equation member, string time)
    {
        TensorSymbol? symbol = _symbols(member.Target);
        int axis = symbol?.Scan?.Axis ?? member.Indices.ToList().FindIndex(index => index.Name == time);
        return axis >= 0 ? axis : throw TextException.Of(TextErrors.ScanTime, symbol?.Span ?? default, member.Target.Name, time);
    }

    /// <summary>Every read inside the block is at a step that is computed: an earlier one, or this one for a tensor above.</summary>
    private void CheckSteps(Equation member, ScanBlock block, string time)
    {
        IndexVar now = member.Indices[block.TimeAxisOf(member.Target)];
        foreach (Access access in Walk.Accesses(member.Value).Where(access => block.Tensors.IndexOf(access.Tensor) >= 0))
        {
            Affine step = access.Positions[block.TimeAxisOf(access.Tensor)];
            int? distance = ((step - now) * block.Direction).AsConstant;
            bool isComputed = distance < 0 || (distance == 0 && block.Tensors.IndexOf(access.Tensor) < block.Tensors.IndexOf(member.Target));
            if (!isComputed)
            {
                string before = time + (block.Direction > 0 ? "-1" : "+1");
                throw TextException.Of(TextErrors.ScanOrder, _symbols(member.Target)?.Span ?? default, member.Target.Name, access.Tensor.Name, step.ToString(), before);
            }
        }
    }

    private TextException ReadsItself(Equation[] members)
    {
        Tensor target = members[0].Target;
        string way = members.Length == 1 ? "itself" : string.Join(", ", members.Skip(1).Select(member => member.Target.Name));
        return TextException.Of(TextErrors.ReadsItself, _symbols(target)?.Span ?? default, target.Name, way);
    }
}
