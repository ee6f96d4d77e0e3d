using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

// Outside of every namespace: it stands around all tests.
[SetUpFixture]
#pragma warning disable CA1050 // See above.
public sealed class MissingPrograms
#pragma warning restore CA1050
{
    private static readonly ConcurrentDictionary<string, string> Missing = [];

    /// <summary>Ends the test as not run, as it needs a program that this machine lacks. What is missing is said once, at the end.</summary>
    [DoesNotReturn]
    internal static void Ignore(string program, string advice)
    {
        Missing[program] = advice;
        Assert.Ignore($"{program} is not installed. {advice}");
        throw new InvalidOperationException();
    }

    [OneTimeTearDown]
    public void Tell()
    {
        // A warning is what the runner shows at its default verbosity.
        foreach (var (program, advice) in Missing.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            TestContext.Error.WriteLine($"Tests that need {program} were not run: it is not installed. {advice}");
    }
}
