using System.Runtime.InteropServices;

namespace Shadowgraph.Samples.Groth16Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        void Cancel(PosixSignalContext signal)
        {
            // The second one ends the process, should it be waiting for something that never comes.
            signal.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return CommandLine.Run(arguments, Console.Out, Console.Error, cancellation.Token);
    }
}
