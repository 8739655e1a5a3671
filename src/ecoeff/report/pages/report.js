// The language switch and the copy buttons. Without scripts the page shows the study's own language.
(function () {
  'use strict';
  var root = document.documentElement;

  function remember(language) {
    try { localStorage.setItem('ecoeff-language', language); } catch (refused) { /* private mode: nothing is kept */ }
  }

  function recall() {
    var asked = /[?&#]lang=(zh|en)/.exec(location.search + location.hash);
    if (asked) return asked[1];
    try { return localStorage.getItem('ecoeff-language'); } catch (refused) { return null; }
  }

  function show(language) {
    root.setAttribute('data-show', language);
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = root.getAttribute('data-title-' + language) || document.title;
    document.querySelectorAll('[data-choose]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.getAttribute('data-choose') === language));
    });
  }

  document.querySelectorAll('[data-choose]').forEach(function (button) {
    button.addEventListener('click', function () {
      show(button.getAttribute('data-choose'));
      remember(button.getAttribute('data-choose'));
    });
  });
  var wanted = recall();
  if (wanted === 'zh' || wanted === 'en') show(wanted);

  function copied(button) {
    var before = button.textContent;
    button.textContent = button.getAttribute('data-done');
    setTimeout(function () { button.textContent = before; }, 1600);
  }

  function copy(text, button) {
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(function () { copied(button); }, function () { copyOldWay(text, button); });
    } else {
      copyOldWay(text, button);
    }
  }

  function copyOldWay(text, button) {
    var area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.appendChild(area);
    area.select();
    if (document.execCommand('copy')) copied(button);
    document.body.removeChild(area);
    button.focus();
  }

  document.querySelectorAll('button.copy').forEach(function (button) {
    button.addEventListener('click', function () { copy(button.previousElementSibling.textContent, button); });
  });

  // The entry of the section in view is marked in the table of contents.
  var links = {};
  document.querySelectorAll('.contents-wide a').forEach(function (link) { links[link.getAttribute('href').slice(1)] = link; });
  if ('IntersectionObserver' in window) {
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        Object.keys(links).forEach(function (id) { links[id].removeAttribute('aria-current'); });
        if (links[entry.target.id]) links[entry.target.id].setAttribute('aria-current', 'true');
      });
    }, { rootMargin: '-10% 0px -80% 0px' });
    document.querySelectorAll('main section[id]').forEach(function (section) { observer.observe(section); });
  }
})();
