using Shadowgraph.Proofs.Tests.Documentation;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>The C# blocks of docs/registry.md, which need a database's provider, compile as they are pasted.</summary>
public sealed class RegistryDocumentTests
{
    [Test]
    public void EveryBlock_CompilesAsItIsPasted()
    {
        var blocks = DocumentCode.Blocks(Documents.Read("docs/registry.md"));

        Assert.That(blocks, Has.Count.EqualTo(3));
        Assert.That(DocumentCode.Compile(blocks).SelectMany(DocumentCode.Problems), Is.Empty);
    }
}
