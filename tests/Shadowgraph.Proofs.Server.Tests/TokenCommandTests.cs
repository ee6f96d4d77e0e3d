using Microsoft.IdentityModel.JsonWebTokens;
using ProofServer.Hosting;

namespace Shadowgraph.Proofs.Server.Tests;

[TestFixture]
[NonParallelizable]
public sealed class TokenCommandTests
{
    [TearDown]
    public void Clear() => Environment.SetEnvironmentVariable("Auth__SigningKey", null);

    [Test]
    public async Task Token_SignedWithTheServersKey_IsTakenByIt()
    {
        Environment.SetEnvironmentVariable("Auth__SigningKey", ServerUnderTest.SigningKey);
        var (code, printed) = Run("dave", "operator");
        await using var server = await ServerUnderTest.StartAsync();

        var me = await server.GetAsync("/api/me", printed.Trim());

        Assert.That((code, me["user"], me["isOperator"]), Is.EqualTo((0, "dave", "True")));
        Assert.That(new JsonWebTokenHandler().ReadJsonWebToken(printed.Trim()).Alg, Is.EqualTo("HS256"));
    }

    [TestCase("")]
    [TestCase("dave king")]
    [TestCase("dave")]
    public void Run_WithoutNameOrKey_OrWithAnUnknownRole_Fails(string args) =>
        Assert.That(Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Is.EqualTo((1, "")));

    private static (int Code, string Printed) Run(params string[] args)
    {
        var (console, error) = (Console.Out, Console.Error);
        using var written = new StringWriter();
        Console.SetOut(written);
        Console.SetError(TextWriter.Null);
        try
        {
            return (TokenCommand.Run(args), written.ToString());
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(error);
        }
    }
}
