using System.Diagnostics;
using System.Globalization;

namespace DeriveGen.Benchmarks.Peers;

/// <summary>
/// A contestant: a process of its own, so that no library disturbs another's threads or floating-point mode. It reads a number of steps from
/// its input, runs them, and answers with the seconds and the last loss.
/// </summary>
internal sealed class Contestant : IDisposable
{
    private readonly Process _process;
    private readonly string _name;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="threads">The threads that libraries may use.</param>
    /// <exception cref="InvalidOperationException">It does not start.</exception>
    public Contestant(string name, IReadOnlyList<string> command, int threads)
    {
        _name = name;
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string variable in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
        {
            start.Environment[variable] = threads.ToString(CultureInfo.InvariantCulture);
        }

        // OpenBLAS takes the processor for the one it is, whatever the environment says.
        foreach (string variable in new[] { "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE" })
        {
            start.Environment.Remove(variable);
        }

        _process = Process.Start(start)!;
        while (Answer() != "ready")
        {
            // A library may have something to say first.
        }
    }

    /// <summary>Runs steps: the seconds that they take, and the last loss.</summary>
    /// <exception cref="InvalidOperationException">It ends, or answers something else.</exception>
    public (double Seconds, double Value) Run(int steps)
    {
        _process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        string answer = Answer();
        double[] numbers = [.. answer.Split(' ').Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return numbers is [> 0, var value] && double.IsFinite(value)
            ? (numbers[0], value)
            : throw new InvalidOperationException($"{_name} answers '{answer}', where seconds and a finite loss are expected.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(2000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private string Answer() => _process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException($"{_name} ended before its answer; what it said stands above.");
}
