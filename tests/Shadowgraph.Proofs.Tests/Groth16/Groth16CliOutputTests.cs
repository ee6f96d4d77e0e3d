using System.Runtime.Versioning;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Groth16.Groth16CliProcess;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>
/// Where the command line program writes. Nothing here names a device of this machine as a target: what went wrong would replace it.
/// /proc/self/fd/1 stands for /dev/stdout, which is a link to it and could be replaced.
/// </summary>
[TestFixture]
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
[Parallelizable]
public sealed class Groth16CliOutputTests
{
    private const UnixFileMode GroupReads = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly TimeSpan Patience = Wait.Patience;

    private string _folder = "";

    [SetUp]
    public void CreateFolder()
    {
        _folder = Directory.CreateTempSubdirectory("groth16-outputs-").FullName;
        CaseFiles.WriteTo(_folder);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Prove_ToANullDevice_LeavesTheDevice()
    {
        if (!TryRun("mknod", At("null"), "c", "1", "3")) Assert.Ignore("Making a device needs root.");

        Prove("null", "null");

        Assert.That(TryRun("test", "-c", At("null")), Is.True, "the device was replaced");
        AssertNothingLeft();
    }

    [Test]
    public async Task Prove_ToPipes_HandsBothToTheirReaders()
    {
        Assert.That(TryRun("mkfifo", At("proof.pipe"), At("public.pipe")), Is.True);
        var proof = Task.Run(() => File.ReadAllBytes(At("proof.pipe")));
        var signals = Task.Run(() => File.ReadAllBytes(At("public.pipe")));

        Prove("proof.pipe", "public.pipe");

        AssertValid(await proof.WaitAsync(Patience), await signals.WaitAsync(Patience));
        Assert.That(TryRun("test", "-p", At("proof.pipe")), Is.True, "the pipe was replaced");
        AssertNothingLeft();
    }

    [Test]
    public void Prove_ToSymbolicLinks_WritesWhatTheyNameAndKeepsThem()
    {
        Directory.CreateDirectory(At("there"));
        File.WriteAllText(At("there/proof.json"), "old");
        File.CreateSymbolicLink(At("proof.link"), "there/proof.json");
        File.CreateSymbolicLink(At("public.link"), "there/new.json");

        Prove("proof.link", "public.link");

        AssertValid(File.ReadAllBytes(At("there/proof.json")), File.ReadAllBytes(At("there/new.json")));
        Assert.That(new FileInfo(At("proof.link")).LinkTarget, Is.EqualTo("there/proof.json"));
        Assert.That(new FileInfo(At("public.link")).LinkTarget, Is.EqualTo("there/new.json"));
        Assert.That(Directory.GetFiles(At("there")), Has.Length.EqualTo(2), "temporary files were left");
    }

    [Test]
    public void Prove_OverAFile_KeepsItsModeAndOwner()
    {
        foreach (var name in new[] { "proof.json", "public.json" })
        {
            File.WriteAllText(At(name), "old");
            File.SetUnixFileMode(At(name), GroupReads);
        }

        var isGiven = TryRun("chown", "12345:23456", At("proof.json"));
        var owner = Owner("proof.json");
        Assert.That(isGiven, Is.EqualTo(Environment.IsPrivilegedProcess));

        Prove("proof.json", "public.json");

        AssertValid("proof.json", "public.json");
        Assert.That(File.GetUnixFileMode(At("proof.json")), Is.EqualTo(GroupReads));
        Assert.That(File.GetUnixFileMode(At("public.json")), Is.EqualTo(GroupReads));
        Assert.That(Owner("proof.json"), Is.EqualTo(owner));
        AssertNothingLeft();
    }

    [Test]
    public void Prove_OverAFileWithTwoNames_WritesBoth()
    {
        File.WriteAllText(At("proof.json"), new string('x', 10_000));
        Assert.That(TryRun("ln", At("proof.json"), At("other.json")), Is.True);

        Prove("proof.json", "public.json");

        AssertValid("other.json", "public.json");
    }

    [Test]
    public void Prove_OverAMountedFile_WritesIt()
    {
        File.WriteAllText(At("host.json"), "old");
        File.WriteAllText(At("proof.json"), "");
        if (!TryRun("mount", "--bind", At("host.json"), At("proof.json"))) Assert.Ignore("Mounting needs more rights.");
        try
        {
            Prove("proof.json", "public.json");

            AssertValid("host.json", "public.json");
        }
        finally
        {
            Assert.That(TryRun("umount", At("proof.json")), Is.True);
        }

        AssertNothingLeft();
    }

    [Test]
    public void Prove_ThatFails_LeavesOldFilesAsTheyWere()
    {
        File.WriteAllText(At("proof.json"), "old proof");
        File.WriteAllText(At("public.json"), "old signals");

        Fail("prove", At("mult.zkey"), At("circom-2.0.8.r1cs"), At("proof.json"), At("public.json"));
        Fail("prove", At("mult.zkey"), At("mult.wtns"), At("proof.json"), At("nowhere/public.json"));

        Assert.That(File.ReadAllText(At("proof.json")), Is.EqualTo("old proof"));
        Assert.That(File.ReadAllText(At("public.json")), Is.EqualTo("old signals"));
        AssertNothingLeft();
    }

    [TestCase("out.json", "out.json")]
    [TestCase("old.json", "./old.json")]
    [TestCase("out.json", "here/out.json")]
    [TestCase("old.json", "link.json")]
    [TestCase("old.json", "twin.json")]
    public void Prove_TwoNamesOfOneFile_IsRefused(string proof, string signals)
    {
        File.WriteAllText(At("old.json"), "old");
        File.CreateSymbolicLink(At("link.json"), "old.json");
        Directory.CreateSymbolicLink(At("here"), ".");
        Assert.That(TryRun("ln", At("old.json"), At("twin.json")), Is.True);

        var failed = Fail("prove", At("mult.zkey"), At("mult.wtns"), At(proof), At(signals));

        Assert.That(failed.Errors, Does.Contain("one file"));
        Assert.That(File.Exists(At("out.json")), Is.False);
        Assert.That(File.ReadAllText(At("old.json")), Is.EqualTo("old"));
    }

    [Test]
    public void Command_OutputIsAlsoRead_IsRefused()
    {
        Assert.That(
            Fail("prove", At("mult.zkey"), At("mult.wtns"), At("mult.wtns"), At("public.json")).Errors,
            Does.Contain("would be overwritten"));
        Assert.That(Fail("export-vkey", At("mult.zkey"), At("mult.zkey")).Errors, Does.Contain("would be overwritten"));
        Assert.That(File.ReadAllBytes(At("mult.zkey")), Is.EqualTo(CaseFiles.Read("mult.zkey")));
    }

    [Test]
    public void Prove_ToStandardOutput_WritesBetweenWhatOthersWrite()
    {
        var result = RunInShell(
            $"{{ echo first; \"$@\"; echo last; }} > '{At("all.txt")}'",
            "prove", At("mult.zkey"), At("mult.wtns"), "/proc/self/fd/1", At("public.json"));

        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        var text = File.ReadAllText(At("all.txt"));
        Assert.That(text, Does.StartWith("first\n").And.EndsWith("last\n"));
        AssertValid(System.Text.Encoding.UTF8.GetBytes(text["first\n".Length..^"last\n".Length]), File.ReadAllBytes(At("public.json")));

        var piped = Run("prove", At("mult.zkey"), At("mult.wtns"), "/proc/self/fd/1", At("public.json"));
        AssertValid(System.Text.Encoding.UTF8.GetBytes(piped.Output), File.ReadAllBytes(At("public.json")));
    }

    [Test]
    public void Answer_WithStandardOutputClosed_SaysSo()
    {
        var inspected = RunInShell("\"$@\" >&-", "inspect", At("mult.zkey"));
        var verified = RunInShell("\"$@\" >&-", "verify", At("mult.vk.json"), At("mult.public.json"), At("mult.proof.json"));

        Assert.That(inspected.ExitCode, Is.EqualTo(1));
        Assert.That(verified.ExitCode, Is.EqualTo(1));
        Assert.That(inspected.Errors, Does.Contain("standard output is closed").And.Not.Contain("denied"));
        Assert.That(verified.Errors, Does.Contain("standard output is closed").And.Not.Contain("denied"));
    }

    [TestCase("prove", "mult.zkey", "mult.zkey mult.wtns proof.json public.json")]
    [TestCase("prove", "mult.wtns", "mult.zkey mult.wtns proof.json public.json")]
    [TestCase("setup", "unused-private-input.r1cs", "unused-private-input.r1cs key.zkey")]
    [TestCase("verify", "mult.vk.json", "mult.vk.json mult.public.json mult.proof.json")]
    [TestCase("verify", "mult.public.json", "mult.vk.json mult.public.json mult.proof.json")]
    [TestCase("verify", "mult.proof.json", "mult.vk.json mult.public.json mult.proof.json")]
    [TestCase("inspect", "mult.zkey", "mult.zkey")]
    [TestCase("export-vkey", "mult.zkey", "mult.zkey vkey.json")]
    public void Input_FromAPipe_IsRead(string verb, string piped, string operands)
    {
        var paths = operands.Split(' ').Select(name => name == piped ? "/dev/stdin" : At(name));

        var result = RunInShell($"cat '{At(piped)}' | \"$@\"", [verb, .. paths]);

        Assert.That(result.ExitCode, Is.Zero, result.Errors);
    }

    [Test]
    public async Task Prove_FromAPipeThatNobodyWritesTo_CanBeCancelled()
    {
        Assert.That(TryRun("mkfifo", At("key.pipe")), Is.True);
        using var process = Start("prove", At("key.pipe"), At("mult.wtns"), At("proof.json"), At("public.json"));

        // Whoever opens a pipe for writing waits for its reader: from then on the program is waiting for what never comes.
        using var writer = await Task.Run(() => new FileStream(At("key.pipe"), FileMode.Open, FileAccess.Write)).WaitAsync(Patience);
        Assert.That(TryRun("kill", "-TERM", $"{process.Id}"), Is.True);
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(process.ExitCode, Is.EqualTo(130), await process.StandardError.ReadToEndAsync());
        Assert.That(File.Exists(At("proof.json")), Is.False);
    }

    private string Owner(string name) => RunInShell($"stat -c %u:%g '{At(name)}'").Output;

    private static void AssertValid(byte[] proof, byte[] signals)
    {
        var verifier = new Groth16Verifier(VerifyingKey.FromJson(CaseFiles.Read("mult.vk.json")));
        Assert.That(verifier.Verify(Groth16Proof.FromJson(proof), PublicSignals.FromJson(signals)), Is.True);
    }

    private void AssertValid(string proof, string signals) => AssertValid(File.ReadAllBytes(At(proof)), File.ReadAllBytes(At(signals)));

    private void AssertNothingLeft() => Assert.That(Directory.GetFiles(_folder, "*.tmp"), Is.Empty);

    private void Prove(string proof, string signals) => Succeed("prove", At("mult.zkey"), At("mult.wtns"), At(proof), At(signals));

    private string At(string name) => Path.Combine(_folder, name);
}
