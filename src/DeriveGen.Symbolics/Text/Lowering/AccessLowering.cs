using System.Globalization;
using DeriveGen.Symbolics.Algebra;
using DeriveGen.Symbolics.Expressions;
using DeriveGen.Symbolics.Text.Binding;

namespace DeriveGen.Symbolics.Text.Lowering;

/// <summary>
/// Lowers accesses and proves that they stay in range. A padded access carries its range as guards, or hands them to the domain of
/// the maximum around it; a read of a scan before its first step is the scan's initial value.
/// </summary>
internal sealed class AccessLowering(TextInstance text, TextLowering lowering)
{
    /// <summary>Lowers an access.</summary>
    public Polynomial Lower(BoundAccess access, LoweringFrame frame)
    {
        TensorSymbol symbol = access.Tensor;
        if (symbol.Kind == TensorKind.Constant && symbol.Numbers.Length == 0)
        {
            throw TextException.Of(TextErrors.NothingGiven, access.Span, symbol.Name);
        }

        var guards = new List<Guard>();
        Guard? before = null;
        var positions = new Affine[access.Positions.Length];
        for (int axis = 0; axis < positions.Length; axis++)
        {
            bool isPadded = access.Positions[axis] is BoundPad;
            Affine position = positions[axis] = Position(isPadded ? ((BoundPad)access.Positions[axis]).Inner : access.Positions[axis], frame);
            Affine last = symbol.Axes![axis].Value!.Value - 1;
            if (isPadded)
            {
                Pad(position, last, guards, frame);
                continue;
            }

            bool isTime = symbol.Scan is { } rule && rule.Axis == axis;
            if (isTime && !InRange(symbol.Scan!.Direction > 0 ? position : last - position, frame, guards))
            {
                before = symbol.Scan.Direction > 0 ? Guard.AtLeast(position, 0) : Guard.AtLeast(last, position);
            }
            else if (!isTime && !InRange(position, frame, guards))
            {
                throw OutOfRange(access, axis, position, last);
            }

            if (!InRange(isTime && symbol.Scan!.Direction < 0 ? position : last - position, frame, guards))
            {
                throw OutOfRange(access, axis, position, last);
            }
        }

        if (symbol.Kind == TensorKind.Constant && positions.All(position => position.AsConstant is not null) && guards.Count == 0)
        {
            return Polynomial.Number(symbol.Numbers[positions[0].AsConstant!.Value]);
        }

        Polynomial read = Build.Guarded(Element(symbol, positions), before is null ? guards : guards.Append(before));
        return before is null ? read : read + Build.Guarded(Initial(symbol, positions, frame), guards.Append(Complement(before)));
    }

    /// <summary>Lowers a whole-number expression.</summary>
    public Affine Position(BoundPosition position, LoweringFrame frame)
    {
        switch (position)
        {
            case BoundWhole whole:
                return whole.Value;
            case BoundIndex index:
                return lowering.Index(index.Slot);
            case BoundSize size:
                return size.Extent.Value?.Value ?? throw Conflicts.Open(size.Span, text.Quote(size.Span));
            case BoundFlat flat:
                return Flatten(flat);
            case BoundGather gather:
                return Gather(gather, frame);
            case BoundArithmetic arithmetic:
                return Combine(arithmetic, Position(arithmetic.Left, frame), Position(arithmetic.Right, frame));
            default:
                throw TextException.Of(TextErrors.NotAPosition, position.Span, text.Quote(position.Span));
        }
    }

    private static Polynomial Element(TensorSymbol symbol, Affine[] positions)
    {
        if (symbol.Tie is not var (tensor, axes))
        {
            return Polynomial.Of(symbol.Tensor, positions);
        }

        var tied = new Affine[positions.Length];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            tied[axes[axis]] = positions[axis];
        }

        return Polynomial.Of(tensor.Tensor, tied);
    }

    private Polynomial Initial(TensorSymbol symbol, Affine[] positions, LoweringFrame frame)
    {
        ScanRule rule = symbol.Scan!;
        return lowering.WithNew(rule.Indices, indices => lowering.Lower(rule.Initial, frame).Substitute(new Substitution(indices, positions)));
    }

    private static Guard Complement(Guard atLeastZero) => Guard.AtLeast(-1, atLeastZero.Argument);

    private static void Pad(Affine position, Affine last, List<Guard> guards, LoweringFrame frame)
    {
        foreach (Guard guard in new[] { Guard.AtLeast(position, 0), Guard.AtLeast(last, position) })
        {
            if (guard.Decide() != true)
            {
                (frame.Domain ?? guards).Add(guard);
            }
        }
    }

    private static bool InRange(Affine distance, LoweringFrame frame, List<Guard> guards)
    {
        if (distance.IsProvablyNonNegative)
        {
            return true;
        }

        if (frame.Proof(distance) is not { } proof)
        {
            return false;
        }

        if (proof.Attaches)
        {
            guards.Add(proof.Guard);
        }

        return true;
    }

    private Affine Flatten(BoundFlat flat)
    {
        Affine position = 0;
        foreach (IndexSlot slot in flat.Slots)
        {
            IndexVar index = lowering.Index(slot);
            position = ReferenceEquals(slot, flat.Slots[0]) ? index
                : (position * (index.Extent.Static ?? throw TextException.Of(TextErrors.NotAffine, flat.Span, "flattened position"))) + index;
        }

        return position;
    }

    private Affine Gather(BoundGather gather, LoweringFrame frame)
    {
        EquatableArray<Affine> positions = gather.Positions.Select(position => Position(position, frame)).ToEquatableArray();
        for (int axis = 0; axis < positions.Length; axis++)
        {
            Affine last = gather.Tensor.Axes![axis].Value!.Value - 1;
            if (!positions[axis].IsProvablyNonNegative || !(last - positions[axis]).IsProvablyNonNegative)
            {
                throw OutOfRange(new BoundAccess(gather.Tensor, gather.Positions, gather.Span), axis, positions[axis], last);
            }
        }

        return Affine.Of(new GatherAtom(gather.Tensor.Tensor, positions));
    }

    private static Affine Combine(BoundArithmetic arithmetic, Affine left, Affine right) => (arithmetic.Operation, left.AsConstant, right.AsConstant) switch
    {
        ("+", _, _) => left + right,
        ("-", _, _) => left - right,
        ("*", _, int factor) => left * factor,
        ("*", int factor, _) => right * factor,
        ("/", _, int divisor and > 0) => left.FloorDivide(divisor),
        ("%", _, int divisor and > 0) => left.Modulo(divisor),
        _ => throw TextException.Of(TextErrors.NotAffine, arithmetic.Span, arithmetic.Operation switch { "*" => "product", "/" => "quotient", _ => "remainder" }),
    };

    private TextException OutOfRange(BoundAccess access, int axis, Affine position, Affine last)
    {
        TextSpan span = access.Positions[axis].Span.Length > 0 ? access.Positions[axis].Span : access.Span;
        Affine? low = AffineBounds.Minimum(position), high = AffineBounds.Minimum(-position);
        Mend? transposed = AccessMends.Transposed(text, access.Tensor, access.Positions, access.Span);
        Mend? resized = access.Positions[axis] is BoundIndex { Slot: var index } ? AccessMends.Resized(text, access.Tensor, axis, index) : null;
        string padded = $"write pad({text.Quote(span)}) to read 0 outside", agree = "make the extents agree";
        var problem = TextException.Of(
            TextErrors.OutOfRange,
            span,
            text.Quote(span),
            low is null || high is null ? "values without a bound" : $"{low}…{-high}",
            (axis + 1).ToString(CultureInfo.InvariantCulture),
            access.Tensor.Shown,
            $"0…{last}",
            access.Positions[axis] is BoundIndex ? $"{agree}, or {padded}" : $"{padded}, or {agree}");
        TextException advised = AccessMends.Advised(problem, transposed, resized, axis, access.Tensor);
        return transposed is null ? advised.Or(AccessMends.Padded(text, access.Positions[axis].Span)) : advised;
    }
}
