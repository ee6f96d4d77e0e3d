using System.Diagnostics;
using System.Reflection;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The stages of a proof as activities; without a listener no activity is created, at no cost.</summary>
/// <remarks>Stages overlap if there are several threads: on one thread, their durations add up to the proof's.</remarks>
internal static class ProverStages
{
    /// <summary>The library's version, without the commit that builds append.</summary>
    public static readonly string? Version =
        typeof(ProverStages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    public const string SourceName = "Shadowgraph.Proofs.Groth16";

    private static readonly ActivitySource Source = new(SourceName, Version);

    /// <summary>Begins a stage, which ends on disposal.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);
}
