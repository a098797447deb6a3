using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Symbolics.Derivation;

/// <summary>Collects the steps of one contribution; uses of one rule in a row are one step.</summary>
internal sealed class Steps
{
    private readonly List<TraceStep> _steps = [];

    /// <summary>Adds a step behind the others.</summary>
    public void Add(Law law, string binding, Polynomial after)
    {
        TraceStep? last = _steps.Count == 0 ? null : _steps[_steps.Count - 1];
        if (last is not null && ReferenceEquals(last.Law, law) && last.Binding == binding)
        {
            _steps.RemoveAt(_steps.Count - 1);
        }

        _steps.Add(new TraceStep(law, binding, after));
    }

    /// <summary>The sum with the deltas of every term collapsed, each collapse a step.</summary>
    public Polynomial Collapse(Polynomial polynomial)
    {
        var terms = polynomial.Terms.Select(term => (Term?)term).ToList();
        for (int i = 0; i < terms.Count; i++)
        {
            int position = i;
            terms[i] = Algebra.Collapse.Run(terms[i]!, (law, binding, after) =>
            {
                terms[position] = after;
                Add(law, binding, Polynomial.Create(terms.OfType<Term>()));
            });
        }

        return Polynomial.Create(terms.OfType<Term>());
    }

    /// <summary>The steps; the last one shows the result with its final names.</summary>
    public EquatableArray<TraceStep> Finish(Polynomial result)
    {
        if (_steps.Count > 0)
        {
            _steps[_steps.Count - 1] = _steps[_steps.Count - 1] with { After = result };
        }

        return [.. _steps];
    }
}
