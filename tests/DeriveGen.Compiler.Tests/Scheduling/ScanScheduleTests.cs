using DeriveGen.Compiler.Scheduling;
using DeriveGen.Symbolics.Expressions;

namespace DeriveGen.Compiler.Tests.Scheduling;

/// <summary>Recurrences as sweeps over time.</summary>
public sealed class ScanScheduleTests
{
    public static TheoryData<string> Names => [.. ScanNetworks.Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void SchedulesAgreeWithTheEquations(string name)
    {
        EquationSystem system = ScanNetworks.Of(name);
        SchedulingRequest request = Oracle.Request(system, system.Tensors.Where(tensor => tensor is { Kind: TensorKind.Input, IsInteger: false }));
        foreach ((int examples, int length) in new[] { (1, 1), (2, 2), (4, 3), (5, 6) })
        {
            Oracle.Check(request, system.Sizes.ToDictionary(size => size, size => size.Name == "T" ? length : examples));
        }
    }

    /// <summary>What is kept lies in the persistent region, where no zeros are around it, and no slices are taken of it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WhatAScanComputesCanBeKept(string name)
    {
        EquationSystem system = ScanNetworks.Of(name);
        IEnumerable<string> computed = system.Scans.SelectMany(scan => scan.Tensors).Select(tensor => tensor.Name).Distinct();
        Oracle.Check(Oracle.Request(system, keep: computed), system.Sizes.ToDictionary(size => size, _ => 3));
    }
}
