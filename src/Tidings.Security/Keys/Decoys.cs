using System.Collections.Concurrent;

namespace Tidings.Security.Keys;

/// <summary>
/// Subjects that are nobody's. Nothing of the flow ever asks for them: who opens one is reading what was not meant to be read.
/// </summary>
internal sealed class Decoys(Action<DecoyOpened>? alarm)
{
    readonly ConcurrentDictionary<string, int> tokens = new(StringComparer.Ordinal);

    public void Add(string token, int number) => tokens[token] = number;

    /// <summary>Whether it stands for one of them, and for nobody who is to hear anything.</summary>
    public bool IsOne(string token) => tokens.ContainsKey(token);

    /// <summary>Told of each row that was opened.</summary>
    public void Opened(string token)
    {
        if (!tokens.IsEmpty && tokens.TryGetValue(token, out var number))
            alarm?.Invoke(new DecoyOpened(number));
    }
}

/// <summary>A decoy's row was opened.</summary>
/// <param name="Number">Which one.</param>
public readonly record struct DecoyOpened(int Number);
