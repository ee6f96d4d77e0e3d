using System.Diagnostics;
using System.Reflection;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Shows where the time of a proof goes, as activities; without a listener there are none, and they cost nothing.</summary>
/// <remarks>They run side by side where there are threads for it: with one thread, their durations add up to the proof's.</remarks>
internal static class ProverStages
{
    /// <summary>The library's version, without the commit that builds append to it.</summary>
    public static readonly string? Version =
        typeof(ProverStages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    public const string SourceName = "Shadowgraph.Proofs.Groth16";

    private static readonly ActivitySource Source = new(SourceName, Version);

    /// <summary>Begins a stage; disposing ends it.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);
}
