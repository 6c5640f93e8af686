using System.Collections.Concurrent;
using Fluid;
using Tidings.Core.Compose.Formats;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose;

/// <summary>Renders drafts from one book of templates.</summary>
public sealed class Composer(TemplateBook book) : IComposer
{
    const int Bound = 10_000;

    [ThreadStatic] static Desk? _desk;

    readonly ConcurrentDictionary<(string Template, string Language, string Default), Choice> _choices = new();

    sealed record Desk(DraftContext Context, TextBuffer Text);

    /// <summary>What is written for a template and a language; <see cref="Body"/> null: nothing can be.</summary>
    sealed record Choice(CompiledTemplate? Template, CompiledBody? Body, Locale Locale, Reason? Note);

    public Composition Compose(Draft draft)
    {
        var choice = Choose(draft.Rule.Template, draft.Language, draft.Bank.DefaultLanguage);
        if (choice.Template is not { } template || choice.Body is not { } body)
            return Refuse(draft, choice.Note!);
        if (template.Template.Class >= MessageClass.Awareness && draft.Rule.Class < template.Template.Class)
            return Refuse(draft, Refusals.ClassMismatch(template.Template.Class, draft.Rule.Class));

        if (SenderPolicy.For(draft.Bank, draft.To) is not { } from)
            return Refuse(draft, Refusals.NoSender);

        var desk = _desk ?? new Desk(new DraftContext(), new TextBuffer());
        // Whatever a text throws stays with that text, and the desk that it left in disorder is not used again.
        _desk = null;
        try
        {
            desk.Text.Clear();
            desk.Context.Begin(draft, choice.Locale);
            if (Missing(template, desk.Context) is { } missing)
                return Refuse(draft, Refusals.Missing(body.Name, missing));
            Render(body, desk);
            var text = desk.Text.Written.Trim();
            if (TextRules.Broken(text, desk.Text.Overflowed) is { } broken)
                return Refuse(draft, broken);
            return Composed(draft, choice, from, choice.Locale.IsRightToLeft && Direction.NeedsMark(text) ? $"{Direction.RightToLeftMark}{text}" : new string(text));
        }
#pragma warning disable CA1031 // A template that fails must not take the batch of a whole partition with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            desk = new Desk(new DraftContext(), new TextBuffer());
            return Refuse(draft, Refusals.Failed(body.Name, failure));
        }
        finally
        {
            desk.Context.End();
            _desk = desk;
        }
    }

    static void Render(CompiledBody body, Desk desk)
    {
        var rendering = body.Tree.RenderAsync(desk.Text, NullEncoder.Default, desk.Context);
        if (!rendering.IsCompletedSuccessfully)
            rendering.AsTask().GetAwaiter().GetResult();
    }

    static string? Missing(CompiledTemplate template, DraftContext context)
    {
        foreach (var variable in template.Requires)
            if (context.Get(variable).IsNil())
                return Variables.NameOf(variable);
        foreach (var path in template.RequiresData)
            if (context.GetData(path).IsNil())
                return $"{Variables.Data}.{string.Join('.', path)}";
        return null;
    }

    static Composition.Composed Composed(Draft draft, Choice choice, SenderId from, string text) => new(new Message
    {
        Alert = draft.Rule.Id,
        Class = draft.Rule.Class,
        Template = choice.Body!.Name,
        To = draft.To,
        From = from,
        Text = text,
        NotBefore = draft.NotBefore,
        ValidUntil = draft.ValidUntil,
        Reasons = choice.Note is null ? draft.Reasons : [.. draft.Reasons, choice.Note],
        Account = draft.Event.Account,
        Country = PolicyBook.CountryOf(draft.Profile, draft.To),
    });

    static Composition.Refused Refuse(Draft draft, Reason reason) => new(new Suppression(draft.Rule.Id, draft.Rule.Class, reason));

    Choice Choose(string template, string language, string bankDefault)
    {
        if (_choices.TryGetValue((template, language, bankDefault), out var known))
            return known;
        var choice = Look(template, language, bankDefault);
        // Tags come from the bank's data: a flood of odd ones must not grow the cache.
        if (_choices.Count < Bound)
            _choices.TryAdd((template, language, bankDefault), choice);
        return choice;
    }

    Choice Look(string id, string language, string bankDefault)
    {
        if (book.Compiled(id) is not { } template)
            return new Choice(null, null, Locale.Of(LanguageChain.Last), Refusals.NoTemplate(id));
        foreach (var tag in LanguageChain.Of(language, bankDefault))
        {
            if (template.For(tag) is not { } body)
                continue;
            var same = LanguageChain.SameLanguage(language, body.Language);
            return new Choice(template, body, Locale.Of(same ? language : body.Language), same ? null : Refusals.Fallback(language, body.Language));
        }
        return new Choice(template, null, Locale.Of(LanguageChain.Last), Refusals.NoLanguage(id, language));
    }
}
