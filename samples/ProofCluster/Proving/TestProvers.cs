using System.Globalization;
using Shadowgraph.Proofs;

namespace ProofCluster.Proving;

/// <summary>Provers that try a cluster out, chosen by the option Prover outside of Production.</summary>
internal static class TestProvers
{
    /// <summary>Reads the option.</summary>
    /// <param name="text">real, noop, sleep:MILLISECONDS or exit:RECIPIENT.</param>
    /// <param name="make">Makes the prover; null for the real prover.</param>
    /// <returns>Whether the text is valid.</returns>
    public static bool TryParse(string text, out Func<ILogger, IProver>? make)
    {
        make = null;
        switch (text.Split(':', 2))
        {
            case ["real"]:
                return true;
            case ["noop"]:
                make = logger => new SleepingProver(TimeSpan.Zero, logger);
                return true;
            case ["sleep", var milliseconds] when int.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time):
                make = logger => new SleepingProver(TimeSpan.FromMilliseconds(time), logger);
                return true;
            case ["exit", var recipient] when EvmAddress.TryParse(recipient, out var address):
                make = logger => new ExitingProver(address, new SleepingProver(TimeSpan.Zero, logger));
                return true;
            default:
                return false;
        }
    }
}
