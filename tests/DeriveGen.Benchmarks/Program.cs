using BenchmarkDotNet.Running;
using DeriveGen.Benchmarks;

// `generator` prints the generator's times as ratios; anything else goes to BenchmarkDotNet, for example `--filter *TrainStep*`.
if (args is ["generator"])
{
    GeneratorTimes.Print(Console.Out);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(GeneratorTimes).Assembly).Run(args);
}
