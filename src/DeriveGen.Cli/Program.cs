using System.Text;
using DeriveGen.Cli;

Console.OutputEncoding = Encoding.UTF8;
return Tool.Run(args, Console.Out, Console.Error);
