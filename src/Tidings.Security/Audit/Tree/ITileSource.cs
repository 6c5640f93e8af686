namespace Tidings.Security.Audit.Tree;

/// <summary>Where a log is read from.</summary>
public interface ITileSource
{
    /// <summary>What is at a path of <see cref="TilePath"/>, at <c>checkpoint</c> or at <c>pruned</c>; null where there is nothing.</summary>
    ValueTask<byte[]?> Read(string path, CancellationToken cancel);
}

/// <summary>A log in a folder.</summary>
public sealed class FolderTiles(string folder) : ITileSource
{
    /// <inheritdoc/>
    public async ValueTask<byte[]?> Read(string path, CancellationToken cancel)
    {
        var file = Path.Combine(folder, path);
        try
        {
            return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancel) : null;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            // A partial tile goes when it is full, also between the look and the reading.
            return null;
        }
    }
}

/// <summary>A log at a URL. What is longer than any tile or bundle can be is refused.</summary>
/// <param name="client">Its base address is the log's prefix and ends with a slash.</param>
public sealed class HttpTiles(HttpClient client) : ITileSource
{
    const int Longest = TilePath.Width * (2 + ushort.MaxValue);

    /// <inheritdoc/>
    public async ValueTask<byte[]?> Read(string path, CancellationToken cancel)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;
        if (response.StatusCode == System.Net.HttpStatusCode.Gone)
            throw new TileException(path, "was pruned: the log is kept from a later entry on");
        if (response.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden)
            throw new TileException(path, "is for those with a key: give --api-key one that has audit:read");
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(Longest, cancel);
        return await response.Content.ReadAsByteArrayAsync(cancel);
    }
}
