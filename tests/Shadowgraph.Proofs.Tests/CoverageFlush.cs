using System.Reflection;
using System.Runtime.CompilerServices;

// Outside of every namespace: it stands around all tests.
[SetUpFixture]
#pragma warning disable CA1050 // See above.
public sealed class CoverageFlush
#pragma warning restore CA1050
{
    private const string TrackerNamespace = "Coverlet.Core.Instrumentation.Tracker";

    /// <summary>
    /// The test host is killed 100 ms after its last test; on a busy machine that cuts the file with the coverage's counts short, and then
    /// the whole run fails. So the counts are written here, and not again at the end of the process.
    /// </summary>
    [OneTimeTearDown]
    public void WriteCoverage()
    {
        var trackers = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name!.StartsWith("Shadowgraph", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace == TrackerNamespace);
        foreach (var tracker in trackers)
        {
            RuntimeHelpers.RunClassConstructor(tracker.TypeHandle);
            const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
            tracker.GetMethod("UnloadModule", any)!.Invoke(null, [null, EventArgs.Empty]);
            tracker.GetField("FlushHitFile", any)!.SetValue(null, false);
        }
    }
}
