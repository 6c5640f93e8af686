using Tidings.Server.Track.Callbacks;

namespace Tidings.Server.Deliver.Http;

/// <summary>What one kind of HTTP carrier says and understands: its requests and answers, its callbacks and their signatures. It keeps nothing.</summary>
internal interface IHttpDialect
{
    /// <summary>The least validity that the carrier can be told to keep to.</summary>
    TimeSpan ShortestValidity => TimeSpan.Zero;

    /// <summary>The request that hands over one text.</summary>
    HttpRequestMessage Request(HttpText text);

    /// <summary>The request that has one text said by a call, for carriers whose options say who calls. Its answer is read as that to a text.</summary>
    HttpRequestMessage Call(HttpText text);

    /// <summary>A request that sends nothing and is answered well only to who we say we are. Null: the carrier has none that is known.</summary>
    HttpRequestMessage? Probe() => null;

    /// <summary>What an answer means. Where it cannot be read, the text is in doubt.</summary>
    /// <param name="status">The status of HTTP.</param>
    HttpVerdict Read(int status, ReadOnlyMemory<byte> body);

    /// <summary>Whether the carrier, and nobody else, sent this. Compared in constant time.</summary>
    bool IsGenuine(Callback callback);

    /// <summary>What a genuine callback brings. Null: it is not understood.</summary>
    CallbackContent? Read(Callback callback);

    /// <summary>The type and content of the answer to a callback that was taken. Null: an empty one.</summary>
    (string Type, string Content)? Acknowledgement => null;
}
