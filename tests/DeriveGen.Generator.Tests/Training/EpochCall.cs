using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace DeriveGen.Generator.Tests.Training;

/// <summary>A call of Epoch with the arguments of all examples.</summary>
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
        ParameterInfo[] parameters = epoch.GetParameters();
        for (int position = 0; position < parameters.Length - 1; position++)
        {
            Assert.Contains(parameters[position].ParameterType, new[] { typeof(ReadOnlySpan<T>), typeof(ReadOnlySpan<int>) });
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldc_I4, position);
            code.Emit(OpCodes.Call, batch.GetMethod(parameters[position].ParameterType == typeof(ReadOnlySpan<int>) ? nameof(Batch<T>.WholeNumbers) : nameof(Batch<T>.Reals))!);
        }

        LocalBuilder rate = code.DeclareLocal(typeof(T?));
        code.Emit(OpCodes.Ldloc, rate);
        code.Emit(OpCodes.Callvirt, epoch);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<EpochCall<T>>();
    }
}
