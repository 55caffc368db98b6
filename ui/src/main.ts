import './app.css';
import { mount } from 'svelte';
import { useHost } from './api';
import App from './App.svelte';
import { openHost } from './host';
import { words } from './text/index.svelte';

if (__HTTP_HOST__ || __FAKE_HOST__) {
  words.marked = new URLSearchParams(location.search).has('pseudo');
}
useHost(await openHost());
const target = document.getElementById('app');
if (target !== null) mount(App, { target });
