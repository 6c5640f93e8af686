using System.Runtime.CompilerServices;
using System.Text.Json;
using Tidings.Client.Calls;

namespace Tidings.Client.Messages;

/// <summary>Asks what became of texts.</summary>
public sealed class MessagesClient
{
    readonly NodeCalls _calls;

    internal MessagesClient(NodeCalls calls) => _calls = calls;

    /// <summary>One message, by its id.</summary>
    /// <param name="id">As the result of an event or a webhook has it.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>Null: there is no such message.</returns>
    /// <exception cref="TidingsException">The node did not answer, or refused the call.</exception>
    public async Task<Message?> FindAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            return await _calls.Read(new(HttpMethod.Get, Path(id)), MessageJson.Default.Message, cancel).ConfigureAwait(false);
        }
        catch (TidingsException failure) when (failure.Code == "not-found")
        {
            return null;
        }
    }

    /// <summary>Messages, the newest first. Further pages are asked for as they are read.</summary>
    /// <param name="query">What must hold.</param>
    /// <param name="cancel">Ends the search.</param>
    /// <returns>All messages that match.</returns>
    /// <exception cref="TidingsException">The node did not answer, or refused the query: <see cref="TidingsException.Errors"/> names each field.</exception>
    public async IAsyncEnumerable<MessageSummary> SearchAsync(MessageQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        string? cursor = null;
        do
        {
            var asked = new MessageSearch(query.Customer, query.Number, query.State, query.From, query.To, query.PageSize, cursor);
            var call = new Call(HttpMethod.Post, "v1/messages/search")
            {
                Body = (JsonSerializer.SerializeToUtf8Bytes(asked, MessageJson.Default.MessageSearch), "application/json"), IsHarmlessTwice = true,
            };
            var page = await _calls.Read(call, MessageJson.Default.MessagePage, cancel).ConfigureAwait(false);
            foreach (var message in page.Messages ?? [])
                yield return message;
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <summary>
    /// The proof that a message was decided as it says, with number and text opened: for a dispute. It is a C2SP <c>tlog-proof</c>, which anybody can check. The node records that it
    /// was asked for, by whom and why.
    /// </summary>
    /// <param name="id">As the result of an event or a webhook has it.</param>
    /// <param name="reason">Why: 8 to 200 characters in one line, without names or numbers of customers. It stands in the node's record.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The proof, as the file that it is kept in. It holds personal data.</returns>
    /// <exception cref="TidingsException"><c>not-found</c>: there is no such message. <c>purged</c>: its text is no more. <c>invalid-parameter</c>: the reason is
    /// too short or too long. Or the node did not answer.</exception>
    public Task<string> GetProofAsync(string id, string reason, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return _calls.ReadText(new(HttpMethod.Get, Path(id) + "/proof") { Reason = reason }, cancel);
    }

    static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return "v1/messages/" + Uri.EscapeDataString(id);
    }
}
