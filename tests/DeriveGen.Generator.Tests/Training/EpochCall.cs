using System.Numerics;
using System.Reflection.Emit;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>A call of Epoch with the arguments of all examples, and the other sizes.</summary>
internal delegate T EpochCall<T>(INetwork<T> network, in Batch<T> arguments)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Makes calls of Epoch, which takes spans: no interface has it, and late binding passes none.</summary>
internal static class EpochCalls
{
    /// <summary>The call for the networks of a class, at the optimizer's own rate; null where the class has no Epoch.</summary>
    public static EpochCall<T>? Of<T>(Type network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (network.GetMethod("Epoch") is not { } epoch)
        {
            return null;
        }

        Type batch = typeof(Batch<T>);
        var method = new DynamicMethod("CallEpoch", typeof(T), [typeof(INetwork<T>), batch.MakeByRefType()], network.Module, skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Castclass, network);
        LocalBuilder sizes = code.DeclareLocal(typeof(ReadOnlySpan<int>));
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, batch.GetProperty(nameof(Batch<T>.Sizes))!.GetMethod!);
        code.Emit(OpCodes.Stloc, sizes);
        int tensorCount = 0, sizeCount = 0;
        foreach (Type parameter in epoch.GetParameters().SkipLast(1).Select(parameter => parameter.ParameterType))
        {
            bool isSize = parameter == typeof(int);
            code.Emit(isSize ? OpCodes.Ldloca : OpCodes.Ldarg, isSize ? sizes.LocalIndex : 1);
            code.Emit(OpCodes.Ldc_I4, isSize ? sizeCount++ : tensorCount++);
            code.Emit(OpCodes.Call, parameter switch
            {
                _ when isSize => typeof(ReadOnlySpan<int>).GetMethod("get_Item")!,
                _ when parameter == typeof(ReadOnlySpan<int>) => batch.GetMethod(nameof(Batch<T>.WholeNumbers))!,
                _ when parameter == typeof(ReadOnlySpan<T>) => batch.GetMethod(nameof(Batch<T>.Reals))!,
                _ => throw new NotSupportedException($"Epoch takes a {parameter}"),
            });
            if (isSize)
            {
                code.Emit(OpCodes.Ldind_I4);
            }
        }

        LocalBuilder rate = code.DeclareLocal(typeof(T?));
        code.Emit(OpCodes.Ldloc, rate);
        code.Emit(OpCodes.Callvirt, epoch);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<EpochCall<T>>();
    }
}
