using System.Runtime.InteropServices;

namespace Shadowgraph.Samples.Groth16Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        void Cancel(PosixSignalContext signal)
        {
            // A second Ctrl+C ends the process, in case a wait never ends.
            signal.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return CommandLine.Run(arguments, cancellation.Token);
    }
}
