// Outside of every namespace: it stands around all tests.
[SetUpFixture]
#pragma warning disable CA1050 // See above.
public sealed class DevelopmentEnvironment
#pragma warning restore CA1050
{
    /// <summary>An environment that nobody named is Production, where no development key is made. Tests are development.</summary>
    [OneTimeSetUp]
    public void Name() => Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", "Development");
}
