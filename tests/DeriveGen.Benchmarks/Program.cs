using System.Globalization;
using BenchmarkDotNet.Running;
using DeriveGen.Benchmarks;
using DeriveGen.Benchmarks.Peers;
using DeriveGen.Generator;

// `generator [FOLDER]` prints the generator's times as ratios, of its assemblies in a folder or else of our own; `first-step` what compilation costs at run
// time; `peers [PART OF A NAME [SEED]]` compares with other libraries; anything else goes to BenchmarkDotNet, for example `--filter *TrainStep*`.
switch (args)
{
    case ["generator"]:
        GeneratorTimes.Print(() => new NetworkGenerator(), Console.Out);
        break;
    case ["generator", string folder]:
        GeneratorTimes.Print(new GeneratorAssemblies(folder).NewGenerator, Console.Out);
        break;
    case ["first-step"]:
        FirstStep.Print(Console.Out);
        break;
    case ["first-step-of", string kind]:
        FirstStep.Serve(kind);
        break;
    case ["peers", ..]:
        Report.Print(args.ElementAtOrDefault(1) ?? "", SeedOf(args.ElementAtOrDefault(2)), Console.Out, Console.Error);
        break;
    case ["contestant", string work, string seed]:
        OurContestant.Serve(Works.All(SeedOf(seed)).Single(row => row.Name == work));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GeneratorTimes).Assembly).Run(args);
        break;
}

static int SeedOf(string? text) => text is null ? Environment.TickCount & 0xFFFF : int.Parse(text, CultureInfo.InvariantCulture);
