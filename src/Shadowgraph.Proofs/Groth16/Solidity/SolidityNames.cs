using System.Buffers;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>The valid names of a contract: accepted by solc without an error or a warning.</summary>
internal static class SolidityNames
{
    public const int Longest = 64;

    // https://docs.soliditylang.org/en/latest/cheatsheet.html: reserved words, words reserved for the future, and names in scope of every contract.
    private static readonly HashSet<string> Reserved = new(
        """
        abstract address after alias anonymous apply as assembly assert at auto bool break byte bytes calldata case catch constant
        constructor continue contract copyof days default define delete do else emit enum error ether event external fallback false
        final fixed for function gwei hex hours if immutable implements import in indexed inline int interface internal is layout
        leave let library macro mapping match memory minutes modifier mutable new null of override partial payable pragma private
        promise public pure receive reference relocatable return returns sealed seconds sizeof static storage string struct super
        supports switch this throw transient true try type typedef typeof ufixed uint unchecked unicode using var view virtual weeks
        wei while years _
        abi addmod blobhash block blockhash ecrecover erc7201 gasleft keccak256 msg mulmod now require revert ripemd160 selfdestruct
        sha256 suicide tx
        """.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    private static readonly SearchValues<char> IdentifierCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The reason for which a contract cannot have a name; null for a valid name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="source">The contract's source, with or without the name.</param>
    public static string? FindProblem(string? name, string source)
    {
        if (string.IsNullOrEmpty(name) || name.Length > Longest || char.IsAsciiDigit(name[0])
            || name.AsSpan().ContainsAnyExcept(IdentifierCharacters))
        {
            return $"must be letters, digits and underscores, no digit first, at most {Longest}";
        }

        if (Reserved.Contains(name) || IsSizedType(name)) return $"must not be '{name}', a word that Solidity has a meaning for";
        return Occurs(name, source) ? $"must not be '{name}', a name within the contract" : null;
    }

    /// <summary>int8, bytes32, fixed128x18, and names of the same shape with invalid sizes.</summary>
    private static bool IsSizedType(string name)
    {
        var type = name.TrimEnd("0123456789x".ToCharArray());
        return type is "int" or "uint" or "bytes" or "fixed" or "ufixed" && type.Length < name.Length && char.IsAsciiDigit(name[type.Length]);
    }

    /// <summary>Whether the source's code, without comments, contains the name as a word.</summary>
    private static bool Occurs(string name, string source)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            var code = comment < 0 ? line : line[..comment];
            for (var from = 0; code[from..].IndexOf(name, StringComparison.Ordinal) is var found and >= 0;)
            {
                var (start, end) = (from + found, from + found + name.Length);
                var isWord = (start == 0 || !IdentifierCharacters.Contains(code[start - 1]))
                    && (end == code.Length || !IdentifierCharacters.Contains(code[end]));
                if (isWord) return true;
                from = end;
            }
        }

        return false;
    }
}
