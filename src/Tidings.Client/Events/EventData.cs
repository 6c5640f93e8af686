using System.Text.Json.Serialization;

namespace Tidings.Client.Events;

/// <summary>What an event says: one record for each type that the node knows. What is wrong with it is said by the node, field by field.</summary>
public abstract record EventData
{
    private protected EventData(string type) => Type = type;

    /// <summary>The <c>type</c> of the CloudEvent.</summary>
    [JsonIgnore]
    public string Type { get; }

    /// <summary>The type alone: everything else is personal.</summary>
    public sealed override string ToString() => $"{Type} (redacted)";
}
