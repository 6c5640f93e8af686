namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>Root keys in a file. Section <c>Keys:File</c>.</summary>
public sealed class FileKeyringOptions
{
    /// <summary>
    /// The keyring file. It must belong to this user and be closed to all others, in a folder that nobody else can write to. Default <c>keyring</c>; a node
    /// takes a path that is not a whole one from its data's folder.
    /// </summary>
    public string Path { get; set; } = "keyring";

    /// <summary>
    /// Makes the file at the start where it is missing. Default no: with it, a lost keyring looks like a new installation, and nothing of the old one opens.
    /// </summary>
    public bool CreateIfMissing { get; set; }

    /// <summary>The passphrase that the file is under. Default none: the file's permissions alone guard it.</summary>
    public SecretOptions Passphrase { get; set; } = new();

    internal IEnumerable<string> Problems()
    {
        if (!OperatingSystem.IsLinux())
            yield return "Keys:Provider File needs Linux.";
        if (string.IsNullOrWhiteSpace(Path))
            yield return "Keys:File:Path is missing.";
        foreach (var problem in Passphrase.Problems("Keys:File:Passphrase"))
            yield return problem;
    }
}
