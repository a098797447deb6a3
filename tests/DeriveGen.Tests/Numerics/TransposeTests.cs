using CsCheck;
using DeriveGen.Numerics;

namespace DeriveGen.Tests.Numerics;

public sealed class TransposeTests
{
    [Fact]
    public void Rows_become_columns_and_nothing_else_is_touched() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 5], Gen.Int[0, 5]).Sample((rows, columns, sourcePad, destinationPad) =>
        {
            int sourceStride = columns + sourcePad, destinationStride = rows + destinationPad;
            float[] source = [.. Enumerable.Range(1, (rows * sourceStride) + 1).Select(number => (float)number)];
            float[] destination = [.. Enumerable.Repeat(-1f, (columns * destinationStride) + 1)];
            double[] wideDestination = Array.ConvertAll(destination, value => (double)value);
            float[] expected = [.. destination];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    expected[(j * destinationStride) + i] = source[(i * sourceStride) + j];
                }
            }

            VectorMath.Transpose(ref source[0], sourceStride, ref destination[0], destinationStride, rows, columns);
            Assert.Equal(expected, destination);

            double[] wideSource = Array.ConvertAll(source, value => (double)value);
            VectorMath.Transpose(ref wideSource[0], sourceStride, ref wideDestination[0], destinationStride, rows, columns);
            Assert.Equal(expected, wideDestination.Select(value => (float)value));
        });
}
